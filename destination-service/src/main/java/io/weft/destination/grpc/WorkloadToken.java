package io.weft.destination.grpc;

import io.grpc.StatusRuntimeException;
import io.weft.destination.answers.WorkloadId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the token a proxy names its own workload with: {@code {"ns":…,"pod":…}}, {@code {"ns":…,"external_workload":…}} or
 * {@code ns:pod}; white space around it does not count. Pure.
 *
 * @see "wire-behaviour, 1.2"
 */
final class WorkloadToken {
    private static final JsonMapper JSON = JsonMapper.shared();

    private WorkloadToken() {}

    /** @throws StatusRuntimeException INVALID_ARGUMENT if it is anything else */
    static WorkloadId parse(String token) {
        String text = token.strip();
        return text.startsWith("{") ? fromJson(text) : fromPair(text);
    }

    private static WorkloadId fromPair(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw malformed("is neither JSON nor ns:pod");
        }
        return WorkloadId.pod(parts[0], parts[1]);
    }

    private static WorkloadId fromJson(String text) {
        JsonNode token = read(text);
        String namespace = field(token, "ns");
        String pod = field(token, "pod");
        String external = field(token, "external_workload");
        if (namespace.isEmpty() || pod.isEmpty() == external.isEmpty()) {
            throw malformed("needs ns, and either pod or external_workload");
        }
        return pod.isEmpty() ? WorkloadId.external(namespace, external) : WorkloadId.pod(namespace, pod);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException broken) {
            throw malformed("is broken JSON");
        }
    }

    private static String field(JsonNode token, String name) {
        return token.path(name).asString("");
    }

    private static StatusRuntimeException malformed(String why) {
        return Refused.argument("workload token " + why);
    }
}

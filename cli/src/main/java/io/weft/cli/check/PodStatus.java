package io.weft.cli.check;

import io.weft.cli.cluster.ClusterObject;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a pod says of its containers. */
record PodStatus(ClusterObject pod) {
    static boolean hasProxy(ClusterObject pod) {
        return Stream.concat(pod.items("/spec/initContainers"), pod.items("/spec/containers"))
                .anyMatch(PodStatus::isProxy);
    }

    /** What keeps the pod from being ready; empty: nothing. */
    Optional<String> unready() {
        if (pod.isReady()) {
            return Optional.empty();
        }
        return Optional.of(pod.title() + " is not ready"
                + waiting().map(reason -> ": " + reason).orElse(" (" + pod.text("/status/phase") + ")"));
    }

    /** What keeps the sidecar from being ready; empty: nothing. */
    Optional<String> proxyUnready() {
        return statuses()
                        .filter(PodStatus::isProxy)
                        .anyMatch(status -> status.path("ready").asBoolean(false))
                ? Optional.empty()
                : Optional.of("the sidecar of " + pod.title() + " is not ready");
    }

    String proxyVersion() {
        return pod.annotation("linkerd.io/proxy-version");
    }

    private Optional<String> waiting() {
        return statuses()
                .map(status -> status.at("/state/waiting"))
                .filter(waiting -> waiting.has("reason"))
                .filter(waiting -> !waiting.path("reason").asString("").equals("PodInitializing"))
                .map(waiting -> waiting.path("reason").asString("") + " "
                        + waiting.path("message").asString(""))
                .map(String::strip)
                .findFirst();
    }

    private Stream<JsonNode> statuses() {
        return Stream.concat(pod.items("/status/initContainerStatuses"), pod.items("/status/containerStatuses"));
    }

    private static boolean isProxy(JsonNode container) {
        return container.path("name").asString("").equals(ClusterMesh.PROXY);
    }
}

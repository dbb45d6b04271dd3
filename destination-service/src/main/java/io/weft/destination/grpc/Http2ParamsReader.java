package io.weft.destination.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.weft.api.destination.Http2ClientParams;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads settings of HTTP/2 connections as the chart writes them: the message's fields in JSON, with durations as seconds and
 * nanoseconds, {@code {"keep_alive":{"interval":{"seconds":10}}}}, or in protobuf's own way, {@code "10s"}. Pure.
 *
 * @see "control-plane, 14: destinationController.meshedHttp2ClientProtobuf; wire-api, Http2ClientParams"
 */
final class Http2ParamsReader {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> DURATION = Set.of("seconds", "nanos");

    private Http2ParamsReader() {}

    /**
     * Reads them.
     *
     * @param json an object; empty: nothing is set
     * @throws IllegalArgumentException saying why it is none of these
     */
    static Http2ClientParams parse(String json) {
        if (json.isBlank()) {
            return Http2ClientParams.getDefaultInstance();
        }
        try {
            Http2ClientParams.Builder message = Http2ClientParams.newBuilder();
            JsonFormat.parser().merge(withDurations(JSON.readTree(json)).toString(), message);
            return message.build();
        } catch (InvalidProtocolBufferException | JacksonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static JsonNode withDurations(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (!object.isEmpty() && DURATION.containsAll(object.propertyNames())) {
            return JSON.getNodeFactory().stringNode(duration(object));
        }
        ObjectNode copy = JSON.createObjectNode();
        object.properties().forEach(field -> copy.set(field.getKey(), withDurations(field.getValue())));
        return copy;
    }

    private static String duration(ObjectNode object) {
        Duration duration = Duration.newBuilder()
                .setSeconds(object.path("seconds").asLong(0))
                .setNanos(object.path("nanos").asInt(0))
                .build();
        return Durations.toString(Durations.checkNotNegative(duration));
    }
}

package io.weft.injection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Which ports of an object without a sidecar, or without an annotation of its own, are opaque.
 *
 * @see "injection, 3"
 */
final class OpaquePorts {
    private OpaquePorts() {}

    /** The value to write on a pod that has none; empty: nothing. */
    static Optional<String> ofPod(PodTemplate pod, Surroundings around, ChartValues values) {
        return missing(pod.annotations(), around, () -> intersect(values, PodPorts.of(pod).declared().stream()));
    }

    /** As {@link #ofPod}, for a Service. */
    static Optional<String> ofService(JsonNode service, Surroundings around, ChartValues values) {
        Map<String, String> own = PodTemplate.strings(service.path("metadata"), "annotations");
        return missing(own, around, () -> {
            List<PortRange> opaque = byDefault(values);
            return join(service.path("spec")
                    .path("ports")
                    .valueStream()
                    .filter(port -> contains(opaque, checked(port)))
                    .map(port -> port.path("port").asInt(0)));
        });
    }

    /** The port that decides: the target's number where there is one. A name says nothing of a number. */
    private static int checked(JsonNode port) {
        JsonNode target = port.path("targetPort");
        if (target.isMissingNode() || target.isNull() || (target.isIntegralNumber() && target.asInt(0) == 0)) {
            return port.path("port").asInt(0);
        }
        return target.isIntegralNumber() ? target.asInt(0) : 0;
    }

    private static Optional<String> missing(Map<String, String> own, Surroundings around, Supplier<String> byDefault) {
        if (own.containsKey(ConfigAnnotation.OPAQUE_PORTS)) {
            return Optional.empty();
        }
        String inherited = around.annotations().get(ConfigAnnotation.OPAQUE_PORTS);
        return Optional.of(inherited == null ? byDefault.get() : inherited).filter(value -> !value.isEmpty());
    }

    private static String intersect(ChartValues values, Stream<Integer> ports) {
        List<PortRange> opaque = byDefault(values);
        return join(ports.filter(port -> contains(opaque, port)));
    }

    private static String join(Stream<Integer> ports) {
        return ports.distinct().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static boolean contains(List<PortRange> ranges, int port) {
        return ranges.stream().anyMatch(range -> range.contains(port));
    }

    private static List<PortRange> byDefault(ChartValues values) {
        return PortRange.parseList(values.text("proxy.opaquePorts"));
    }
}

package io.weft.injection;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a workload says of itself for the spans of its proxy.
 *
 * @param serviceName by its labels; empty: they do not say
 * @param attributes by its annotations
 * @see "injection, 5: resource.opentelemetry.io"
 */
public record TraceResource(Optional<String> serviceName, SortedMap<String, String> attributes) {
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String NAME = "app.kubernetes.io/name";

    public static TraceResource of(Map<String, String> labels, Map<String, String> annotations) {
        SortedMap<String, String> attributes = new TreeMap<>();
        annotations.forEach((name, value) -> {
            if (name.startsWith(ConfigAnnotation.TRACE_ATTRIBUTE)) {
                attributes.put(name.substring(ConfigAnnotation.TRACE_ATTRIBUTE.length()), value);
            }
        });
        return new TraceResource(
                Stream.of(INSTANCE, NAME)
                        .map(label -> labels.getOrDefault(label, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst(),
                attributes);
    }

    /** As the proxy reads them: a line each, so that a value of several is one of them here. */
    public static String lines(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(each -> each.getKey() + '=' + each.getValue().lines().collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }
}

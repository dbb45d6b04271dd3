package io.weft.injection;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Says of an annotation's text, before any workload has it, whether it can be read, and which values of the chart it means. */
public final class AnnotationText {
    private static final Pattern NAMED_PORTS = Pattern.compile("[a-z0-9, -]*");

    private AnnotationText() {}

    /**
     * The values of the chart that {@code text} as the annotation {@code name} stands for, by path.
     *
     * @throws IllegalArgumentException if the text cannot be read
     */
    public static Map<String, JsonNode> values(String name, String text) {
        ConfigurationRule rule = ConfigurationRule.ALL.stream()
                .filter(each -> each.annotation().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no annotation of the mesh: " + name));
        PodPorts none = new PodPorts(List.of(), Map.of(), List.of());
        JsonNode value = rule.read(text, none)
                .orElseThrow(() -> new IllegalArgumentException("not a valid value: " + Shown.briefly(text)));
        return rule.paths().stream().collect(Collectors.toMap(Function.identity(), path -> value));
    }

    /** Whether a workload's annotation may say it; names of ports, which only the workload can tell, are taken on trust. */
    public static boolean isValid(String name, String text) {
        if (name.equals(ConfigAnnotation.OPAQUE_PORTS)) {
            return NAMED_PORTS.matcher(text).matches();
        }
        try {
            return !values(name, text).isEmpty();
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }
}

package io.weft.injection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Lays what the annotations of a namespace and of a pod say over the chart's values. A value that cannot be read is reported,
 * and the value before it stands.
 *
 * @see "injection, 4 and 5"
 */
final class AnnotatedValues {
    private static final int MOST_WARNINGS = 20;

    private final PodPorts ports;
    private final List<String> warnings = new ArrayList<>();
    private final SequencedMap<String, String> taken = new LinkedHashMap<>();
    private final SequencedMap<String, String> inherited = new LinkedHashMap<>();
    private ChartValues values;

    private AnnotatedValues(ChartValues values, PodPorts ports) {
        this.values = values;
        this.ports = ports;
    }

    static AnnotatedValues of(ChartValues values, PodTemplate pod, Map<String, String> namespace) {
        AnnotatedValues laid = new AnnotatedValues(values, PodPorts.of(pod));
        laid.lay("the namespace's annotation ", namespace);
        laid.inherited.putAll(laid.taken);
        laid.inherited.keySet().removeAll(pod.annotations().keySet());
        laid.lay("annotation ", pod.annotations());
        return laid;
    }

    ChartValues values() {
        return values;
    }

    /** The namespace's annotations that the pod does not have itself, and that could be read. */
    SequencedMap<String, String> inherited() {
        return inherited;
    }

    /** What was ignored, and why. */
    List<String> warnings() {
        return warnings;
    }

    private void lay(String whose, Map<String, String> annotations) {
        for (ConfigurationRule rule : ConfigurationRule.ALL) {
            String text = annotations.get(rule.annotation());
            if (text != null && take(rule, text)) {
                taken.put(rule.annotation(), text);
            } else if (text != null && warnings.size() < MOST_WARNINGS) {
                warnings.add(whose + rule.annotation() + " has no valid value and is ignored: " + Shown.briefly(text));
            }
        }
    }

    private boolean take(ConfigurationRule rule, String text) {
        if (text.length() > AnnotationForm.MOST_CHARACTERS) {
            return false;
        }
        Optional<JsonNode> read = rule.read(text, ports);
        read.ifPresent(value -> rule.paths().forEach(path -> values = values.with(path, merged(rule, path, value))));
        return read.isPresent();
    }

    /** Lists of variables are merged by name, the closer one winning; everything else is replaced. */
    private JsonNode merged(ConfigurationRule rule, String path, JsonNode value) {
        if (!rule.mergedByName()) {
            return value;
        }
        SequencedMap<String, JsonNode> byName = new LinkedHashMap<>();
        values.at(path).forEach(each -> byName.put(each.path("name").asString(""), each));
        value.forEach(each -> byName.put(each.path("name").asString(""), each));
        return JsonNodeFactory.instance.arrayNode().addAll(byName.values());
    }
}

package io.weft.injection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a list of variables as an annotation has it: a JSON list of EnvVar. */
final class VariableList {
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final int MOST = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .build();

    private VariableList() {}

    /** Empty unless it is such a list, of at most a hundred variables. */
    static Optional<JsonNode> parse(String text) {
        try {
            JsonNode list = JSON.readTree(text);
            boolean good =
                    list.isArray() && list.size() <= MOST && list.valueStream().allMatch(VariableList::isVariable);
            return good ? Optional.of(list) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    /** The same, where nothing but a value can be given; in their order. */
    static Optional<Map<String, String>> values(String text) {
        return parse(text)
                .filter(list -> list.valueStream().allMatch(each -> each.has("value")))
                .map(list -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    list.valueStream()
                            .forEach(each -> values.put(
                                    each.path("name").asString(),
                                    each.path("value").asString()));
                    return values;
                });
    }

    private static boolean isVariable(JsonNode each) {
        JsonNode value = each.path("value");
        return NAME.matcher(each.path("name").asString("")).matches()
                && (value.isMissingNode() || value.isString())
                && (each.path("valueFrom").isMissingNode()
                        || each.path("valueFrom").isObject());
    }
}

package io.weft.cli.output;

import io.weft.cli.machine.MachineException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads scalars as Kubernetes does, which is how YAML 1.1 has them: {@code 0644} is a mode, {@code yes} is a truth value. Aliases
 * stand for what they name.
 */
final class YamlTree {
    private static final JsonNodeFactory NODES = new JsonNodeFactory();
    private static final int DEEPEST = 100;
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("0o?([0-7_]+)");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x([0-9a-fA-F_]+)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern YES = Pattern.compile("true|True|TRUE|yes|Yes|YES|on|On|ON");
    private static final Pattern NO = Pattern.compile("false|False|FALSE|no|No|NO|off|Off|OFF");

    private YamlTree() {}

    /** @throws MachineException if it is nested too deeply, or contains itself */
    static JsonNode of(Node node) {
        return of(node, 0);
    }

    private static JsonNode of(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new MachineException("nested more than " + DEEPEST + " levels deep");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> {
                ArrayNode array = NODES.arrayNode();
                list.getValue().forEach(item -> array.add(of(item, depth + 1)));
                yield array;
            }
            case MappingNode map -> {
                ObjectNode object = NODES.objectNode();
                map.getValue().forEach(entry -> put(object, entry, depth));
                yield object;
            }
            default -> throw new MachineException("not YAML that Kubernetes reads: " + node.getTag());
        };
    }

    private static void put(ObjectNode object, NodeTuple entry, int depth) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            throw new MachineException("a key is no text");
        }
        JsonNode value = of(entry.getValueNode(), depth + 1);
        if (key.getValue().equals("<<") && value instanceof ObjectNode merged) {
            merged.properties().forEach(each -> object.putIfAbsent(each.getKey(), each.getValue()));
        } else if (object.has(key.getValue())) {
            throw new MachineException(
                    "the key " + key.getValue() + " is written twice, or merged before it is written");
        } else {
            object.set(key.getValue(), value);
        }
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        return scalar.getScalarStyle() == ScalarStyle.PLAIN ? plain(text) : NODES.stringNode(text);
    }

    /** What {@code text} means when it is written without quotes. */
    static JsonNode plain(String text) {
        if (NOTHING.matcher(text).matches()) {
            return NODES.nullNode();
        }
        if (YES.matcher(text).matches() || NO.matcher(text).matches()) {
            return NODES.booleanNode(YES.matcher(text).matches());
        }
        return number(text);
    }

    private static JsonNode number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return NODES.numberNode(new BigInteger(text.replace("_", "").replace("+", "")));
        }
        Matcher octal = OCTAL.matcher(text);
        if (octal.matches()) {
            return NODES.numberNode(new BigInteger(octal.group(1).replace("_", ""), 8));
        }
        Matcher hexadecimal = HEXADECIMAL.matcher(text);
        if (hexadecimal.matches()) {
            return NODES.numberNode(new BigInteger(hexadecimal.group(1).replace("_", ""), 16));
        }
        return FLOAT.matcher(text).matches() ? NODES.numberNode(new BigDecimal(text)) : NODES.stringNode(text);
    }
}

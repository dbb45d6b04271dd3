package io.weft.injection;

import io.weft.core.Network;
import io.weft.kubernetes.resource.GoDuration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How the value of an annotation is written, and what it becomes among the chart's values. */
final class AnnotationForm {
    /** Longer than anything an annotation of ours can mean. */
    static final int MOST_CHARACTERS = 4096;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:@-]*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern HOST_AND_PORT = Pattern.compile(LABEL + "(\\." + LABEL + ")*\\.?:\\d{1,5}");
    private static final Pattern WORDS = Pattern.compile("[\\p{Print}]+");
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    static final Function<String, Optional<JsonNode>> TEXT = matching(WORDS);
    static final Function<String, Optional<JsonNode>> IMAGE_NAME = matching(IMAGE);
    static final Function<String, Optional<JsonNode>> ENDPOINT = matching(HOST_AND_PORT);
    static final Function<String, Optional<JsonNode>> ACCOUNT = matching(LABEL);
    static final Function<String, Optional<JsonNode>> RESOURCE = matching(QUANTITY);
    static final Function<String, Optional<JsonNode>> DURATION =
            text -> GoDuration.parse(text).map(known -> NODES.stringNode(text));
    static final Function<String, Optional<JsonNode>> SECONDS =
            text -> GoDuration.parse(text).map(known -> NODES.numberNode(known.toSeconds()));
    static final Function<String, Optional<JsonNode>> FLAG = AnnotationForm::flag;
    static final Function<String, Optional<JsonNode>> PORT =
            text -> number(text, 1, 65535).map(NODES::numberNode);
    static final Function<String, Optional<JsonNode>> USER =
            text -> number(text, 0, Integer.MAX_VALUE).map(NODES::numberNode);
    static final Function<String, Optional<JsonNode>> WAIT =
            text -> number(text, 0, 86400).map(NODES::numberNode);
    static final Function<String, Optional<JsonNode>> PORTS = AnnotationForm::ports;
    static final Function<String, Optional<JsonNode>> SUBNETS = AnnotationForm::subnets;
    static final Function<String, Optional<JsonNode>> SHARE = AnnotationForm::share;

    private AnnotationForm() {}

    static Function<String, Optional<JsonNode>> oneOf(String... allowed) {
        return text -> Arrays.asList(allowed).contains(text) ? Optional.of(NODES.stringNode(text)) : Optional.empty();
    }

    /** {@code enabled} or {@code disabled}. */
    static Optional<JsonNode> enabled(String text) {
        return switch (text) {
            case "enabled" -> Optional.of(NODES.booleanNode(true));
            case "disabled" -> Optional.of(NODES.booleanNode(false));
            default -> Optional.empty();
        };
    }

    private static Function<String, Optional<JsonNode>> matching(Pattern pattern) {
        return text -> pattern.matcher(text).matches() ? Optional.of(NODES.stringNode(text)) : Optional.empty();
    }

    private static Optional<JsonNode> flag(String text) {
        return TRUE.contains(text) || FALSE.contains(text)
                ? Optional.of(NODES.booleanNode(TRUE.contains(text)))
                : Optional.empty();
    }

    private static Optional<Integer> number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> ports(String text) {
        try {
            return Optional.of(NODES.stringNode(
                    PortRange.parseList(text).stream().map(PortRange::toString).collect(Collectors.joining(","))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> subnets(String text) {
        boolean good = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .allMatch(each -> each.isEmpty() || Network.parse(each).isPresent());
        return good ? Optional.of(NODES.stringNode(text.replace(" ", ""))) : Optional.empty();
    }

    private static Optional<JsonNode> share(String text) {
        try {
            double share = Double.parseDouble(text);
            return share > 0 && share < 1 ? Optional.of(NODES.numberNode(share)) : Optional.empty();
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }
}

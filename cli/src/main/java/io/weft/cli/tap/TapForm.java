package io.weft.cli.tap;

import io.weft.cli.output.Json;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How events are printed.
 *
 * @param name as it was written
 * @param line of one event
 * @param headers whether they are wanted
 */
record TapForm(String name, Function<TapEvent, String> line, boolean headers) {
    private static final String JSON_PATH = "jsonpath=";
    private static final String HAR = "har";

    /** Whether it is one document in place of lines. */
    boolean isArchive() {
        return name.equals(HAR);
    }

    @Override
    public String toString() {
        return name;
    }

    /** @throws IllegalArgumentException if there is no such; the message says which there are */
    static TapForm of(String name) {
        return switch (name) {
            case "lines" -> new TapForm(name, new TapLines(false)::line, false);
            case "wide" -> new TapForm(name, new TapLines(true)::line, false);
            case "json", HAR -> new TapForm(name, event -> Json.line(TapJson.of(event)), true);
            default -> {
                if (!name.startsWith(JSON_PATH)) {
                    throw new IllegalArgumentException(
                            "there are wide, json, har and jsonpath=TEMPLATE, not '" + name + "'");
                }
                JsonPathText text = JsonPathText.parse(name.substring(JSON_PATH.length()));
                yield new TapForm(name, event -> text.of(TapJson.of(event)), true);
            }
        };
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<TapForm> {
        @Override
        public TapForm convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}

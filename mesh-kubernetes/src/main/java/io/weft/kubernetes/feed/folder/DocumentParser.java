package io.weft.kubernetes.feed.folder;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/**
 * Parses one document into a tree, within bounds.
 *
 * <p>Threading: safe from any thread.
 */
final class DocumentParser {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxNameLength(1024)
            .maxNumberLength(100)
            .maxStringLength(DiskFolder.MAX_BYTES)
            .maxDocumentLength(2L * DiskFolder.MAX_BYTES)
            .build();

    private final ObjectMapper yaml = new YAMLMapper(YAMLFactory.builder()
            .streamReadConstraints(BOUNDS)
            .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL) // a key with nothing after it; "" stays a string
            .build());
    private final ObjectMapper json =
            new JsonMapper(JsonFactory.builder().streamReadConstraints(BOUNDS).build());

    /** How a file writes its documents. */
    enum Syntax {
        YAML,
        JSON;

        static Syntax of(String fileName) {
            return fileName.endsWith(".json") ? JSON : YAML;
        }
    }

    /**
     * Parses it.
     *
     * @throws DocumentException if the text cannot be parsed, repeats a key, or uses an alias or a tag
     */
    Tree parse(RawDocument document, Syntax syntax) {
        return read(document, syntax, null);
    }

    /** The line of the file on which {@code field}, or the nearest thing around it that exists, is written. */
    int lineOf(RawDocument document, Syntax syntax, String field) {
        return read(document, syntax, field).wantedLine();
    }

    /**
     * A parsed document.
     *
     * @param itemLines lines of the entries of {@code items}, if there are any
     * @param wantedLine line of the field asked for, else where the value begins
     */
    record Tree(JsonNode root, List<Integer> itemLines, int wantedLine) {}

    private Tree read(RawDocument document, Syntax syntax, @Nullable String wanted) {
        if (!document.wellEncoded()) {
            throw new DocumentException(document.firstLine(), "", "the text is not UTF-8");
        }
        try (JsonParser parser = open(document, syntax)) {
            TreeBuilder builder = new TreeBuilder(parser, document.firstLine(), wanted);
            JsonNode root = builder.build();
            return new Tree(root, builder.itemLines(), builder.wantedLine());
        } catch (JacksonException broken) {
            throw new DocumentException(line(document, broken), "", reason(broken));
        } catch (DocumentException known) {
            throw known;
        } catch (
                RuntimeException
                        unforeseen) { // whatever a parser makes of a stranger's text, it concerns this text only
            throw new DocumentException(document.firstLine(), "", "cannot be parsed: " + unforeseen.getMessage());
        }
    }

    private JsonParser open(RawDocument document, Syntax syntax) {
        return switch (syntax) {
            case YAML -> yaml.createParser(document.text());
            case JSON -> json.createParser(withoutSeparator(document.text()));
        };
    }

    /** Blanks the separator out, so that columns and lines stay. */
    private static String withoutSeparator(String text) {
        return text.startsWith("---") ? "   " + text.substring(3) : text;
    }

    private static int line(RawDocument document, JacksonException broken) {
        return Optional.ofNullable(broken.getLocation())
                .map(TokenStreamLocation::getLineNr)
                .filter(line -> line > 0)
                .map(line -> document.firstLine() + line - 1)
                .orElse(document.firstLine());
    }

    private static String reason(JacksonException broken) {
        String message = Optional.ofNullable(broken.getOriginalMessage()).orElse("cannot be parsed");
        return message.lines().findFirst().orElse(message).strip();
    }
}

package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.folder.Document.Good;
import io.weft.kubernetes.feed.folder.Document.Ignored;
import io.weft.kubernetes.feed.folder.Document.Unreadable;
import io.weft.kubernetes.feed.folder.DocumentParser.Syntax;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.ResourceReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Turns a file's bytes into documents. Never throws for what stands in them.
 *
 * <p>Pure. A document of kind List counts as its items.
 */
final class ManifestReader {
    private static final String LIST = "List";

    private final DocumentParser parser = new DocumentParser();
    private final ResourceReader resources = new ResourceReader();

    /** The documents of a file that may be trusted. */
    List<Document> read(String fileName, byte[] file) {
        Syntax syntax = Syntax.of(fileName);
        List<Document> documents = new ArrayList<>();
        DocumentSplitter.split(file).forEach(raw -> documents.addAll(read(raw, syntax)));
        return documents;
    }

    /** The documents of a file that may not be used, for that {@code reason}: only looked at, never parsed. */
    List<Document> glance(byte[] file, String reason) {
        return DocumentSplitter.split(file).stream()
                .<Document>map(raw -> new Unreadable(raw.firstLine(), "", reason, GlimpseReader.ofText(raw.text())))
                .toList();
    }

    /** As {@link #glance}, of a file too large to be used. */
    List<Document> glanceAtLarge(byte[] beginning, String reason) {
        return DocumentSplitter.split(beginning).stream()
                .<Document>map(
                        raw -> new Unreadable(raw.firstLine(), "", reason, GlimpseReader.ofUnwantedText(raw.text())))
                .toList();
    }

    private List<Document> read(RawDocument raw, Syntax syntax) {
        try {
            DocumentParser.Tree tree = parser.parse(raw, syntax);
            return isList(tree.root()) ? items(tree) : List.of(single(raw, syntax, tree));
        } catch (DocumentException broken) {
            return List.of(
                    new Unreadable(broken.line(), broken.field(), blame(broken), GlimpseReader.ofText(raw.text())));
        }
    }

    private static String blame(DocumentException broken) {
        return broken.field().isEmpty() ? broken.reason() : broken.field() + ": " + broken.reason();
    }

    private static boolean isList(JsonNode tree) {
        return tree.path("kind").asString("").equals(LIST)
                && tree.path("apiVersion").asString("").equals("v1")
                && tree.path("items").isArray();
    }

    private List<Document> items(DocumentParser.Tree list) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < list.itemLines().size(); i++) {
            JsonNode item = list.root().path("items").get(i);
            documents.add(item(item, "items[" + i + "]", list.itemLines().get(i)));
        }
        return documents;
    }

    private Document item(JsonNode item, String at, int line) {
        try {
            return read(item, line);
        } catch (ResourceException refused) {
            String path = refused.field().isEmpty() ? at : at + "." + refused.field();
            return unreadable(line, path, refused, GlimpseReader.ofTree(item, item.toString()));
        }
    }

    private Document single(RawDocument raw, Syntax syntax, DocumentParser.Tree tree) {
        try {
            return read(tree.root(), tree.wantedLine());
        } catch (ResourceException refused) {
            int line = parser.lineOf(raw, syntax, refused.field());
            return unreadable(line, refused.field(), refused, GlimpseReader.ofTree(tree.root(), raw.text()));
        }
    }

    private Document read(JsonNode tree, int line) {
        return switch (resources.read(tree)) {
            case Reading.Known known -> new Good(line, known.resource());
            case Reading.Ignored ignored ->
                new Ignored(line, ignored.apiVersion() + " " + ignored.kind(), GlimpseReader.meant(tree));
        };
    }

    private static Unreadable unreadable(int line, String path, ResourceException refused, Glimpse glimpse) {
        return new Unreadable(line, path, String.valueOf(refused.getMessage()), glimpse);
    }
}

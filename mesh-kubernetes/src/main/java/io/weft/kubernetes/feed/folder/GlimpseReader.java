package io.weft.kubernetes.feed.folder;

import io.weft.core.WorkloadIdentity;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Looks at documents that cannot be used. Where it is in doubt it says "policy" and names more namespaces rather than fewer.
 *
 * <p>Pure; linear in the text.
 *
 * @see "design, Folder safety"
 */
final class GlimpseReader {
    private static final Pattern API_VERSION = line("apiVersion", "([a-z0-9./-]+)");
    private static final Pattern KIND = line("kind", "([A-Za-z]+)");
    private static final Pattern NAME = line("name", "([a-z0-9.-]+)");
    private static final Pattern METADATA = Pattern.compile("^[\\s{,-]*[\"']?metadata[\"']?\\s*:(.*)$");
    private static final Pattern NAMESPACE =
            Pattern.compile("(?<![\\w./-])[\"']?namespace[\"']?\\s*:\\s*[\"']?([a-z0-9-]{1,63})(?![\\w.-])");
    private static final Pattern DECLARES_POLICY = line("apiVersion", "(" + Pattern.quote(Groups.POLICY) + ")");

    private GlimpseReader() {}

    private static Pattern line(String key, String value) {
        return Pattern.compile("^[\\s{,-]*[\"']?" + key + "[\"']?\\s*:\\s*[\"']?" + value);
    }

    /** Of a document that does not parse. */
    static Glimpse ofText(String text) {
        String plain = text.replace("\0", ""); // text of two-byte characters still tells something
        return glimpse(plain, plain.contains(Groups.POLICY));
    }

    /** Of a document nobody wants to parse: only one that declares itself a policy counts as one. */
    static Glimpse ofUnwantedText(String text) {
        return glimpse(
                text,
                text.lines().anyMatch(line -> DECLARES_POLICY.matcher(line).find()));
    }

    /**
     * Of a document that parses but says something that is not allowed.
     *
     * @param text the document again, in case its tree is not that of an object
     */
    static Glimpse ofTree(JsonNode tree, String text) {
        JsonNode metadata = tree.path("metadata");
        if (!metadata.isObject()) {
            return ofText(text);
        }
        boolean policy = text.contains(Groups.POLICY);
        Set<String> namespaces = namespace(metadata).map(Set::of).orElseGet(Set::of);
        return new Glimpse(policy, namespaces.stream().findFirst().flatMap(own -> id(tree, own)), namespaces);
    }

    private static Optional<String> namespace(JsonNode metadata) {
        JsonNode namespace = metadata.path("namespace");
        if (namespace.isMissingNode() || namespace.isNull()) {
            return Optional.of(Metadata.DEFAULT_NAMESPACE);
        }
        return Optional.of(namespace.asString("")).filter(WorkloadIdentity::isLabel);
    }

    private static Optional<ResourceId> id(JsonNode tree, String namespace) {
        String name = tree.path("metadata").path("name").asString("");
        return kind(tree.path("apiVersion").asString(""), tree.path("kind").asString(""))
                .filter(kind -> !name.isEmpty())
                .map(kind -> new ResourceId(kind, namespace, name));
    }

    private static Optional<ResourceKind> kind(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return ResourceKind.of(slash < 0 ? Groups.CORE : apiVersion.substring(0, slash), kind);
    }

    private static Glimpse glimpse(String text, boolean policy) {
        String metadata = metadataBlock(text);
        Set<String> own = namespaces(metadata);
        if (!own.isEmpty()) {
            return new Glimpse(policy, id(text, metadata, own), own);
        }
        Set<String> named = namespaces(text);
        if (!named.isEmpty()) { // named, but perhaps only in a reference: the document may as well stand in the default
            // one
            named.add(Metadata.DEFAULT_NAMESPACE);
        }
        return new Glimpse(policy, Optional.empty(), named);
    }

    private static Optional<ResourceId> id(String text, String metadata, Set<String> namespaces) {
        Optional<String> name = only(NAME, metadata);
        if (namespaces.size() != 1 || name.isEmpty()) {
            return Optional.empty();
        }
        String unindented = unindented(text);
        return only(API_VERSION, unindented)
                .flatMap(apiVersion -> only(KIND, unindented).flatMap(kind -> kind(apiVersion, kind)))
                .map(kind -> new ResourceId(kind, namespaces.iterator().next(), name.get()));
    }

    /** Lines of the document's own level; in a JSON object that is the first level of indentation, which counts too. */
    private static String unindented(String text) {
        boolean inBraces = text.stripLeading().startsWith("{");
        return inBraces
                ? text
                : String.join(
                        "\n", text.lines().filter(line -> !line.startsWith(" ")).toList());
    }

    private static Optional<String> only(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        text.lines().forEach(line -> {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.group(1));
            }
        });
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private static Set<String> namespaces(String text) {
        Set<String> found = new LinkedHashSet<>();
        text.lines().filter(line -> !line.stripLeading().startsWith("#")).forEach(line -> {
            Matcher matcher = NAMESPACE.matcher(line);
            while (matcher.find()) {
                if (WorkloadIdentity.isLabel(matcher.group(1))) {
                    found.add(matcher.group(1));
                }
            }
        });
        return found;
    }

    /** The lines below the first {@code metadata:} that are indented further than it is, and what follows it on its line. */
    private static String metadataBlock(String text) {
        StringBuilder block = new StringBuilder();
        int outer = -1;
        for (String line : text.lines().toList()) {
            if (outer >= 0) {
                if (!line.isBlank() && indentation(line) <= outer) {
                    break;
                }
                block.append(line).append('\n');
            } else {
                Matcher matcher = METADATA.matcher(line);
                if (matcher.find()) {
                    outer = indentation(line);
                    block.append(matcher.group(1)).append('\n');
                }
            }
        }
        return block.toString();
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}

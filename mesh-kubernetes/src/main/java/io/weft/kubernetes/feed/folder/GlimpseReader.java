package io.weft.kubernetes.feed.folder;

import io.weft.core.WorkloadIdentity;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final Pattern NAMESPACE_KEY = Outline.key("namespace");
    private static final Pattern NAMESPACE =
            Pattern.compile(NAMESPACE_KEY.pattern() + "\\s*[\"']?([a-z0-9-]{1,63})(?![\\w.-])");
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
        if (!metadata.isObject() || tree.path("kind").asString("").endsWith("List")) {
            return ofText(text);
        }
        boolean policy = text.contains(Groups.POLICY);
        Set<String> namespaces = namespace(metadata).map(Set::of).orElseGet(Set::of);
        return new Glimpse(
                policy,
                namespaces.stream()
                        .findFirst()
                        .flatMap(own -> id(tree.path("apiVersion").asString(""), tree, own)),
                namespaces,
                false);
    }

    /** The policy that a document would be if its group were the policy group. */
    static Optional<ResourceId> meant(JsonNode tree) {
        return namespace(tree.path("metadata")).flatMap(own -> id(Groups.POLICY + "/", tree, own));
    }

    private static Optional<String> namespace(JsonNode metadata) {
        JsonNode namespace = metadata.path("namespace");
        if (namespace.isMissingNode() || namespace.isNull()) {
            return Optional.of(Metadata.DEFAULT_NAMESPACE);
        }
        return Optional.of(namespace.asString("")).filter(WorkloadIdentity::isLabel);
    }

    private static Optional<ResourceId> id(String apiVersion, JsonNode tree, String namespace) {
        String name = tree.path("metadata").path("name").asString("");
        return kind(apiVersion, tree.path("kind").asString(""))
                .filter(kind -> !name.isEmpty())
                .map(kind -> new ResourceId(kind, namespace, name));
    }

    private static Optional<ResourceKind> kind(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return ResourceKind.of(slash < 0 ? Groups.CORE : apiVersion.substring(0, slash), kind);
    }

    private static Glimpse glimpse(String text, boolean policy) {
        Outline outline = Outline.of(text);
        if (outline.maybeSeveral()) {
            return new Glimpse(policy, Optional.empty(), anywhere(outline), true);
        }
        Namespaces own = Namespaces.in(outline.metadata());
        if (own.illegible() || !own.legible().isEmpty()) {
            Set<String> denied = own.orAll();
            return new Glimpse(policy, id(outline, denied), denied, false);
        }
        return new Glimpse(policy, Optional.empty(), anywhere(outline), false);
    }

    /** What is named, perhaps only in a reference; so the document may as well stand in the default namespace. */
    private static Set<String> anywhere(Outline outline) {
        Set<String> named =
                new LinkedHashSet<>(Namespaces.in(Stream.concat(outline.metadata().stream(), outline.rest().stream())
                                .toList())
                        .orAll());
        if (!named.isEmpty()) {
            named.add(Metadata.DEFAULT_NAMESPACE);
        }
        return named;
    }

    private static Optional<ResourceId> id(Outline outline, Set<String> namespaces) {
        Optional<String> name = only(NAME, outline.metadata());
        if (namespaces.size() != 1 || name.isEmpty()) {
            return Optional.empty();
        }
        return only(API_VERSION, outline.ownLevel())
                .flatMap(apiVersion -> only(KIND, outline.ownLevel()).flatMap(kind -> kind(apiVersion, kind)))
                .map(kind -> new ResourceId(kind, namespaces.iterator().next(), name.get()));
    }

    private static Optional<String> only(Pattern pattern, List<String> lines) {
        Set<String> found = new LinkedHashSet<>();
        lines.forEach(line -> {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.group(1));
            }
        });
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /**
     * The namespaces some lines name.
     *
     * @param illegible whether one of them cannot be read, so that it may be any
     */
    private record Namespaces(Set<String> legible, boolean illegible) {
        static Namespaces in(List<String> lines) {
            Set<String> legible = new LinkedHashSet<>();
            long values = 0;
            for (String line : lines) {
                for (String value : NAMESPACE
                        .matcher(line)
                        .results()
                        .map(hit -> hit.group(1))
                        .toList()) {
                    if (WorkloadIdentity.isLabel(value)) {
                        legible.add(value);
                        values++;
                    }
                }
            }
            long keys = lines.stream()
                    .flatMap(line -> NAMESPACE_KEY.matcher(line).results())
                    .count();
            return new Namespaces(legible, values < keys);
        }

        /** Empty, which means all, where one is illegible. */
        Set<String> orAll() {
            return illegible ? Set.of() : legible;
        }
    }
}

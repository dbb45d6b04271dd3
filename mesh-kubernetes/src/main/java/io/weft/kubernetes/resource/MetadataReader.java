package io.weft.kubernetes.resource;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads {@code metadata}. */
final class MetadataReader {
    private MetadataReader() {}

    static Metadata read(Field metadata) {
        metadata.object();
        return new Metadata(
                namespace(metadata.get("namespace")),
                Names.subdomain(metadata.get("name")),
                metadata.get("labels").stringMap(),
                metadata.get("annotations").stringMap(),
                metadata.get("creationTimestamp").ifPresent().map(MetadataReader::instant),
                metadata.get("ownerReferences").items(MetadataReader::owner));
    }

    private static String namespace(Field field) {
        return field.ifPresent().map(Names::label).orElse(Metadata.DEFAULT_NAMESPACE);
    }

    private static Instant instant(Field field) {
        try {
            return Instant.parse(field.string());
        } catch (DateTimeParseException malformed) {
            throw field.refuse("a time like 2026-01-31T12:00:00Z is allowed");
        }
    }

    private static OwnerReference owner(Field owner) {
        return new OwnerReference(
                owner.get("apiVersion").stringOr(""),
                owner.get("kind").string(),
                owner.get("name").string(),
                owner.get("controller").booleanOr(false));
    }
}

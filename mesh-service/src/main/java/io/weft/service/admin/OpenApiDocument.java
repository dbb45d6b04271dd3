package io.weft.service.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Adds what every service has to what one says of itself, whose own word counts where both speak. Pure, but for reading. */
final class OpenApiDocument {
    private static final JsonMapper JSON = JsonMapper.shared();

    private OpenApiDocument() {}

    /** The whole document, JSON. */
    static byte[] of(Resource own, Iterable<Resource> shared) {
        ObjectNode whole = read(own);
        shared.forEach(part -> add(whole, read(part)));
        return JSON.writeValueAsBytes(whole);
    }

    private static void add(ObjectNode to, ObjectNode from) {
        from.properties().forEach(field -> {
            JsonNode there = to.get(field.getKey());
            if (there == null) {
                to.set(field.getKey(), field.getValue());
            } else if (there instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                add(inner, more);
            }
        });
    }

    private static ObjectNode read(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}

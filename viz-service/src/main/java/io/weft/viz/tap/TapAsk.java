package io.weft.viz.tap;

import io.weft.viz.metrics.InvalidQueryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page asks to be shown, as its JSON says it; what is empty, or not there, does not matter.
 *
 * @param resource {@code TYPE/NAME}, {@code TYPE} for all of it; empty: the whole namespace
 * @param toResource the same, of whom it is sent to
 * @param toNamespace of {@code toResource}; empty: {@code namespace}
 * @param maxRps requests a second; 0: the usual
 * @param path its beginning
 * @param extract whether headers are wanted
 * @param labelSelector as {@code kubectl -l} writes it
 * @see "viz, section 5.1: /api/tap"
 */
record TapAsk(
        String namespace,
        String resource,
        String toResource,
        String toNamespace,
        float maxRps,
        String scheme,
        String method,
        String authority,
        String path,
        boolean extract,
        String labelSelector) {
    /** A filter that is misspelt must not be one that shows everything. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Something that can be looked at, or sent to; {@code name} is empty for all of the kind. */
    record Resource(String kind, String name) {
        /** @throws TapException if it is something else */
        static Resource of(String text) {
            int slash = text.indexOf('/');
            try {
                return new Resource(
                        TapTarget.kind(slash < 0 ? text : text.substring(0, slash)),
                        slash < 0 ? "" : text.substring(slash + 1));
            } catch (InvalidQueryException unknown) {
                throw TapException.malformed("a resource is TYPE/NAME, such as deployment/web, not '" + text + "'");
            }
        }
    }

    TapAsk {
        namespace = orEmpty(namespace);
        resource = orEmpty(resource);
        toResource = orEmpty(toResource);
        toNamespace = orEmpty(toNamespace);
        scheme = orEmpty(scheme);
        method = orEmpty(method);
        authority = orEmpty(authority);
        path = orEmpty(path);
        labelSelector = orEmpty(labelSelector);
    }

    /** @throws TapException if it is no such JSON */
    static TapAsk read(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readValue(body, TapAsk.class))
                    .orElseThrow(() -> TapException.malformed("the body asks for nothing"));
        } catch (JacksonException malformed) {
            throw TapException.malformed("the body is no question for a tap: " + malformed.getOriginalMessage());
        }
    }

    /** Whose traffic. */
    Resource target() {
        return resource.isEmpty() ? new Resource("namespace", namespace) : Resource.of(resource);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}

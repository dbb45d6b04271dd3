package io.weft.destination.grpc;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proxy says about itself when it asks for destinations. Nothing in it is mandatory.
 *
 * @param namespace of the asking workload
 * @param node of the asking workload
 * @see "wire-behaviour, 1.2"
 */
record ContextToken(Optional<String> namespace, Optional<String> node) {
    private static final Logger log = LoggerFactory.getLogger(ContextToken.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ContextToken EMPTY = new ContextToken(Optional.empty(), Optional.empty());

    /** Reads JSON, else {@code ns:<namespace>}; anything else says nothing. */
    static ContextToken parse(String token) {
        String text = token.strip();
        return text.isEmpty() ? EMPTY : fromJson(text).or(() -> fromPair(text)).orElseGet(ContextToken::unreadable);
    }

    private static Optional<ContextToken> fromJson(String text) {
        try {
            JsonNode token = JSON.readTree(text);
            return token.isObject()
                    ? Optional.of(new ContextToken(field(token, "ns"), field(token, "nodeName")))
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<ContextToken> fromPair(String text) {
        String[] parts = text.split(":", -1);
        return parts.length == 2 && parts[0].equals("ns") && !parts[1].isEmpty()
                ? Optional.of(new ContextToken(Optional.of(parts[1]), Optional.empty()))
                : Optional.empty();
    }

    private static ContextToken unreadable() {
        log.debug("A proxy sent a context token that is neither JSON nor ns:<namespace>; going on without");
        return EMPTY;
    }

    private static Optional<String> field(JsonNode token, String name) {
        return Optional.of(token.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}

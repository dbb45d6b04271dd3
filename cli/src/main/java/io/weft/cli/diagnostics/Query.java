package io.weft.cli.diagnostics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** A path with parameters, encoded. Pure. */
final class Query {
    private final StringBuilder text;
    private char next = '?';

    Query(String path) {
        text = new StringBuilder(path);
    }

    Query with(String name, String value) {
        text.append(next).append(name).append('=').append(URLEncoder.encode(value, UTF_8));
        next = '&';
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

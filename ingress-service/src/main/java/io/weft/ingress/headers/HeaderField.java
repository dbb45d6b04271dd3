package io.weft.ingress.headers;

/** A header field that is set on requests, valid by construction of {@link CustomHeaders}. */
public record HeaderField(String name, String value) {}

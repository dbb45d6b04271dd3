package io.weft.ingress.headers;

/**
 * Who calls, and what for, as we saw it ourselves.
 *
 * @param address of the client's end of the connection, without a port
 * @param scheme {@code http} or {@code https}
 * @param authority the host asked for, with its port if one was said
 */
public record Caller(String address, String scheme, String authority) {}

package io.weft.proxy.errors;

/**
 * A request that is answered in the application's place.
 *
 * @param detail what exactly went wrong
 * @param informs whether the peer may be told that
 */
public record Refusal(ProxyFault fault, String detail, boolean informs) {}

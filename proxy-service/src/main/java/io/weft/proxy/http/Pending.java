package io.weft.proxy.http;

import io.weft.proxy.errors.ProxyFault;

/**
 * One try of an exchange while it waits for a connection. When that comes, or cannot be had, the exchange may long be over, or have
 * been taken back and sent elsewhere: then it is not bothered.
 *
 * <p>Threading: the exchange's event loop.
 */
record Pending(Exchange exchange, int attempt) {
    static Pending of(Exchange exchange) {
        return new Pending(exchange, exchange.attempt());
    }

    /** Whether it still waits. */
    boolean wanted() {
        return !exchange.over() && exchange.attempt() == attempt;
    }

    void fail(ProxyFault fault, String detail) {
        if (wanted()) {
            exchange.fail(fault, detail);
        }
    }
}

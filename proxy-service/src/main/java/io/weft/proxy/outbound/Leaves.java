package io.weft.proxy.outbound;

import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The backends that one request's rule leads to. A rule keeps to its request, its backends are those of the moment: a request
 * that is tried again knows of those that came meanwhile.
 *
 * <p>Threading: one event loop.
 */
final class Leaves {
    static final String NOWHERE = "the backend leads nowhere";

    private final Destination destination;
    private final Backends.Kind kind;
    private final HttpRoutes routes;
    private final Case taken;

    /** {@code taken}: of the policy that {@code destination} has now. */
    Leaves(Destination destination, Backends.Kind kind, Case taken) {
        this.destination = destination;
        this.kind = kind;
        this.routes = destination.policy().http(kind.version());
        this.taken = taken;
    }

    /** One of them by weight; empty: none can take a request. */
    Optional<Share> pick(RandomGenerator random) {
        return Shares.pick(now(), this::available, random);
    }

    /** Whether any can take a request. */
    boolean ready() {
        return now().taking().stream().anyMatch(one -> available(one.backend()));
    }

    /** Of the same rule, as the policy of this moment has it. */
    private Distribution now() {
        HttpRoutes now = destination.policy().http(kind.version());
        Distribution known = taken.rule().backends();
        return now.equals(routes)
                ? known
                : now.cases().stream()
                        .filter(one -> one.condition().equals(taken.condition()))
                        .findFirst()
                        .map(one -> one.rule().backends())
                        .orElse(known);
    }

    private boolean available(Backend backend) {
        return switch (backend) {
            case Backend.Balance _, Backend.Forward _, Backend.External _ ->
                destination.http(kind, backend).available();
            case Backend.Forbidden _, Backend.Nowhere _, Backend.Invalid _ -> true;
        };
    }

    /** Sends {@code exchange} to {@code backend}, or answers as that wants it. */
    void send(OutboundExchange exchange, Backend backend) {
        switch (backend) {
            case Backend.Balance _, Backend.Forward _, Backend.External _ ->
                destination.http(kind, backend).dispatch(exchange, OutboundExchange::send);
            case Backend.Forbidden _ -> exchange.fail(ProxyFault.DENIED, "traffic not allowed");
            case Backend.Nowhere _ -> exchange.fail(ProxyFault.BAD_GATEWAY, NOWHERE);
            case Backend.Invalid _ -> exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        }
    }
}

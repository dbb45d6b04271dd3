package io.weft.proxy.inbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.route.HttpFilter;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Does to requests what the filters of their route say. A server's proxy changes heads; it neither sends clients elsewhere nor
 * answers in the application's place, and says so with 500.
 *
 * @param random asked on the event loop of the request
 * @see "proxy-behaviour, 7: HTTP order; wire-behaviour, 10: inbound failure-injector filters"
 */
record InboundFilters(Supplier<? extends RandomGenerator> random) {
    /** False: the request goes no further. Else {@code request} is changed as they say. */
    boolean pass(List<HttpFilter> filters, Http2Headers request) {
        for (int i = 0; i < filters.size(); i++) {
            if (!passes(filters.get(i), request)) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(HttpFilter filter, Http2Headers request) {
        return switch (filter) {
            case HttpFilter.EditRequest(var edit) -> {
                edit.apply(request);
                yield true;
            }
            case HttpFilter.Fail fail -> !fail.share().draw(random.get());
            case HttpFilter.FailCall fail -> !fail.share().draw(random.get());
            case HttpFilter.EditResponse edit -> false; // no control plane has a word for it here
            case HttpFilter.Redirect redirect -> false;
            case HttpFilter.Unknown unknown -> false;
        };
    }
}

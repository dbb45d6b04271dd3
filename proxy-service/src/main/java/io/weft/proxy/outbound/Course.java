package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.EventExecutor;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.outbound.Deadlines.Limit;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.outbound.route.RetryBudget;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.tap.Parties;
import io.weft.proxy.telemetry.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of one request, from its head to its end: filters, backend, time limits and further tries. Destinations
 * of which nothing is said but where they are have none.
 *
 * <p>Threading: one event loop.
 */
final class Course {
    static final AsciiString CANONICAL = AsciiString.cached("l5d-dst-canonical");

    private final Case taken;
    private final Leaves leaves;
    private final Filters filters;
    private final CourseMeter meter;
    private final OutboundExchange exchange;
    private final Deadlines deadlines;
    private final Retries retries;
    private final Tries tries;
    private final @Nullable Http2Headers unfiltered; // the head before any backend's filters, if there are such
    private @Nullable Share share; // null until one is picked
    private @Nullable Limit expired;

    /** {@code named}: what is said of the host it names, if {@code taken} follows that. {@code exchange}: nothing of it has been sent. */
    Course(
            Destination destination,
            Backends.Kind kind,
            Case taken,
            @Nullable NamedProfile named,
            Filters filters,
            EventExecutor loop,
            Ticker ticker,
            OutboundExchange exchange) {
        this.taken = taken;
        this.leaves = new Leaves(destination, kind, taken);
        this.filters = filters;
        this.meter = meter(destination, kind);
        this.exchange = exchange;
        Http2Headers headers = exchange.head().headers();
        HeaderTerms terms = HeaderTerms.of(rule(), headers);
        RetryBudget budget = rule().profile()
                .flatMap(profile -> named == null ? destination.budget(profile) : named.budget(profile))
                .orElse(null);
        deadlines = new Deadlines(loop, ticker, terms.timeouts(), this::expired);
        tries = new Tries(terms.retry(), budget, headers, ticker);
        retries = new Retries(tries, leaves, meter, deadlines, loop, exchange, this);
        if (named == null) { // there is no proxy outside to be told
            rule().profile().ifPresent(profile -> headers.set(CANONICAL, profile.service()));
        }
        boolean filtering = rule().backends().shares().stream()
                .anyMatch(one -> !one.filters().isEmpty());
        unfiltered = filtering ? new DefaultHttp2Headers(false) : null;
    }

    private CourseMeter meter(Destination destination, Backends.Kind kind) {
        RouteMeters meters = destination.meters();
        return rule().profile()
                .map(terms -> CourseMeter.ofProfile(meters, terms))
                .orElseGet(() -> CourseMeter.ofRoute(
                        meters,
                        meters.route(
                                destination.policy().parent(),
                                rule().route(),
                                destination.policy().http(kind.version()).grpc())));
    }

    private Rule rule() {
        return taken.rule();
    }

    /** Starts the clocks, and sends or answers. {@code ended}: the head is the whole request. */
    void begin(boolean ended) {
        exchange.count(meter.route());
        meter.begun();
        deadlines.start(rule().profile().map(ProfileTerms::timeout).orElse(Duration.ZERO));
        if (ended) {
            deadlines.requestEnded();
        }
        if (passes(rule().filters())) {
            if (unfiltered != null) {
                unfiltered.setAll(exchange.head().headers());
            }
            dispatch();
        }
    }

    private boolean passes(List<HttpFilter> some) {
        return switch (filters.apply(some, taken.condition(), exchange.head())) {
            case Filters.Verdict.Pass pass -> true;
            case Filters.Verdict.Answer(Http2Headers head) -> {
                deadlines.stop();
                exchange.answer(head);
                yield false;
            }
            case Filters.Verdict.Refuse(ProxyFault fault) -> {
                exchange.fail(fault, fault.text());
                yield false;
            }
        };
    }

    /** To one of the backends. */
    void dispatch() {
        if (exchange.over()) {
            return;
        }
        Optional<Share> picked = leaves.pick(ThreadLocalRandom.current());
        if (picked.isEmpty()) {
            exchange.fail(ProxyFault.OVERLOADED, ProxyFault.OVERLOADED.text());
            return;
        }
        share = picked.get();
        if (unfiltered != null) {
            exchange.head().headers().clear();
            exchange.head().headers().setAll(unfiltered);
        }
        exchange.count(meter.backend(picked.get().backend()));
        if (passes(picked.get().filters())) {
            leaves.send(exchange, picked.get().backend());
        }
    }

    /** As {@link #dispatch}, for free: nobody has looked at it. */
    void dispatchAgain() {
        deadlines.tryEnded();
        dispatch();
    }

    /** What is known of the route. */
    Map<String, String> labels() {
        return rule().profile().map(ProfileTerms::labels).orElseGet(() -> Parties.named("route", rule().route()));
    }

    /** It leaves for an endpoint. */
    void tryBegun() {
        deadlines.tryBegun(tries.timeout());
        meter.tryBegun();
    }

    void frame() {
        deadlines.frame();
    }

    void requestEnded() {
        deadlines.requestEnded();
    }

    int replayLimit(int otherwise) {
        return tries.replayLimit(otherwise);
    }

    /** As an exchange does; what is kept back has come in time all the same. */
    boolean holds(Http2Headers response) {
        boolean held = retries.awaitsMore(response);
        if (held) {
            deadlines.headCame();
        }
        return held;
    }

    boolean declines(Http2Headers response, @Nullable Http2Headers trailers) {
        return retries.declines(response, trailers);
    }

    boolean declines(ProxyFault fault, String error) {
        return retries.declines(fault, error);
    }

    boolean declinesRefusal(String error) {
        return retries.declinesRefusal(error);
    }

    /** The application is told this. */
    void responds(Http2Headers response) {
        deadlines.responseBegun();
        if (share != null) {
            Filters.edit(share.filters(), response);
        }
        Filters.edit(rule().filters(), response);
    }

    /** As the first class says that it belongs to. */
    Outcome classified(Outcome outcome) {
        return ResponseClass.judge(rule().profile().map(ProfileTerms::classes).orElse(List.of()), outcome);
    }

    /** A try ended. */
    void tryEnded(Outcome outcome) {
        meter.tryEnded(outcome);
    }

    /** The response has begun, or there will be none; {@code nanos} after the request. */
    void answering(int status, long nanos) {
        if (exchange.answering()) {
            meter.answering(status, nanos);
        }
    }

    /** The exchange is over. */
    void ended(Outcome outcome) {
        deadlines.stop();
        retries.ended(outcome);
        meter.ended(outcome);
    }

    /** The exchange broke. */
    void broken(Outcome outcome) {
        deadlines.stop();
        meter.ended(outcome);
    }

    /** The time limit that has run out; null if none has. */
    @Nullable
    Limit expired() {
        return expired;
    }

    private void expired(Limit limit) {
        expired = limit;
        switch (limit) {
            case REQUEST -> exchange.fail(ProxyFault.TIMED_OUT, "request timeout");
            case RESPONSE -> exchange.fail(ProxyFault.TIMED_OUT, "response timeout");
            case IDLE -> exchange.fail(ProxyFault.TIMED_OUT, "idle timeout");
            case PROFILE -> exchange.fail(ProxyFault.PROFILE_TIMED_OUT, "request timeout");
            case TRY -> {
                if (!retries.again(Outcome.broken(0, "timeout"), RouteErrors.of(limit))) {
                    exchange.fail(ProxyFault.TIMED_OUT, "response headers timeout");
                }
            }
        }
    }
}

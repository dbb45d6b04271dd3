package io.weft.proxy.outbound;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.EventExecutor;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.outbound.Deadlines.Limit;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.HttpFilter;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.outbound.route.RetryBudget;
import io.weft.proxy.tap.Parties;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RouteMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of one request, from its head to its end: filters, backend, time limits and further tries. Destinations
 * of which nothing is said but where they are have none.
 *
 * <p>Threading: one event loop.
 */
final class Course {
    static final AsciiString CANONICAL = AsciiString.cached("l5d-dst-canonical");
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    private final Destination destination;
    private final Backends.Kind kind;
    private final HttpRoutes routes;
    private final Case taken;
    private final Filters filters;
    private final RouteMeters meters;
    private final RouteMeters.@Nullable Profile profile; // null for routes of policies
    private final @Nullable RouteMeter meter; // null for routes of profiles
    private final EventExecutor loop;
    private final OutboundExchange exchange;
    private final Deadlines deadlines;
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
            RouteMeters meters,
            EventExecutor loop,
            Ticker ticker,
            OutboundExchange exchange) {
        this.destination = destination;
        this.kind = kind;
        this.routes = destination.policy().http();
        this.taken = taken;
        this.filters = filters;
        this.meters = meters;
        this.profile = rule().profile().map(meters::profile).orElse(null);
        this.meter =
                profile != null ? null : meters.route(destination.policy().parent(), rule().route(), routes.grpc());
        this.loop = loop;
        this.exchange = exchange;
        Http2Headers headers = exchange.head().headers();
        HeaderTerms terms = HeaderTerms.of(rule(), headers);
        RetryBudget budget = rule().profile()
                .flatMap(profile -> named == null ? destination.budget(profile) : named.budget(profile))
                .orElse(null);
        deadlines = new Deadlines(loop, ticker, terms.timeouts(), this::expired);
        tries = new Tries(terms.retry(), budget, headers, ticker);
        if (named == null) { // there is no proxy outside to be told
            rule().profile().ifPresent(profile -> headers.set(CANONICAL, profile.service()));
        }
        boolean filtering = rule().backends().shares().stream()
                .anyMatch(one -> !one.filters().isEmpty());
        unfiltered = filtering ? new DefaultHttp2Headers(false) : null;
    }

    private Rule rule() {
        return taken.rule();
    }

    /** Starts the clocks, and sends or answers. {@code ended}: the head is the whole request. */
    void begin(boolean ended) {
        exchange.count(meter);
        if (profile != null) {
            profile.requests().request();
        }
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
        Optional<Share> picked = Shares.pick(backends(), this::available, ThreadLocalRandom.current());
        if (picked.isEmpty()) {
            exchange.fail(ProxyFault.OVERLOADED, ProxyFault.OVERLOADED.text());
            return;
        }
        share = picked.get();
        if (unfiltered != null) {
            exchange.head().headers().clear();
            exchange.head().headers().setAll(unfiltered);
        }
        exchange.count(meter == null ? null : meters.backend(meter, picked.get().backend()));
        if (passes(picked.get().filters())) {
            send(picked.get().backend());
        }
    }

    /** Of the same rule, as the policy of this moment has it. */
    private Distribution backends() {
        HttpRoutes now = destination.policy().http();
        return now.equals(routes)
                ? rule().backends()
                : now.cases().stream()
                        .filter(one -> one.condition().equals(taken.condition()))
                        .findFirst()
                        .map(one -> one.rule().backends())
                        .orElse(rule().backends());
    }

    private boolean available(Backend backend) {
        return switch (backend) {
            case Backend.Balance balance -> destination.http(kind, backend).available();
            case Backend.Forward forward -> destination.http(kind, backend).available();
            case Backend.External external -> destination.http(kind, backend).available();
            case Backend.Forbidden forbidden -> true;
            case Backend.Invalid invalid -> true;
        };
    }

    private void send(Backend backend) {
        switch (backend) {
            case Backend.Balance balance -> destination.http(kind, backend).dispatch(exchange, OutboundExchange::send);
            case Backend.Forward forward -> destination.http(kind, backend).dispatch(exchange, OutboundExchange::send);
            case Backend.External external ->
                destination.http(kind, backend).dispatch(exchange, OutboundExchange::send);
            case Backend.Forbidden forbidden -> exchange.fail(ProxyFault.DENIED, "traffic not allowed");
            case Backend.Invalid invalid -> exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        }
    }

    /** What is known of the route. */
    Map<String, String> labels() {
        return rule().profile().map(ProfileTerms::labels).orElseGet(() -> Parties.named("route", rule().route()));
    }

    /** It leaves for an endpoint. */
    void tryBegun() {
        deadlines.tryBegun(tries.timeout());
        if (profile != null) {
            profile.tries().request();
        }
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

    /** gRPC says how it went in what follows the head; that is waited for where it would be asked again. */
    boolean awaitsMore(Http2Headers response) {
        return tries.several() && exchange.head().grpc() && !response.contains(GRPC_STATUS);
    }

    boolean declines(Http2Headers response, @Nullable Http2Headers trailers) {
        if (!tries.several()) {
            return false;
        }
        CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
        CharSequence grpcStatus = last == null ? response.get(GRPC_STATUS) : last;
        Outcome outcome = classified(
                exchange.head().grpc() && grpcStatus != null
                        ? Outcome.grpc(OriginalProtocol.status(response), grpcStatus)
                        : Outcome.http(OriginalProtocol.status(response)));
        return tries.declines(outcome, outcome.grpcStatus()) && tryAgain(outcome);
    }

    boolean declines(ProxyFault fault) {
        return tries.declines(fault) && tryAgain(Outcome.broken(0, ""));
    }

    private boolean tryAgain(Outcome outcome) {
        if (!exchange.wholeRequestSeen()) {
            return false;
        }
        if (!ready()) {
            count(RouteMeter::retryOverflowed);
            return false;
        }
        if (profile != null) {
            profile.retryable().increment();
        }
        if (!allowed() || !exchange.takeBack(outcome)) {
            return false;
        }
        count(RouteMeter::retried);
        deadlines.tryEnded();
        Duration pause = tries.pause(ThreadLocalRandom.current());
        if (pause.isZero()) {
            dispatch();
        } else {
            loop.schedule(this::dispatch, pause.toNanos(), NANOSECONDS);
        }
        return true;
    }

    private boolean allowed() {
        return switch (tries.another()) {
            case GRANTED -> true;
            case LIMIT -> {
                count(RouteMeter::retryLimitExceeded);
                yield false;
            }
            case NO_BUDGET -> {
                if (profile != null) {
                    profile.unaffordable().increment();
                }
                yield false;
            }
        };
    }

    private void count(Consumer<RouteMeter> what) {
        if (meter != null) {
            what.accept(meter);
        }
    }

    private boolean ready() {
        return backends().taking().stream().anyMatch(one -> available(one.backend()));
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
        for (ResponseClass one : rule().profile().map(ProfileTerms::classes).orElse(List.of())) {
            if (outcome.status() > 0 && one.statuses().contains(outcome.status())) {
                return outcome.judge(one.failure());
            }
        }
        return outcome;
    }

    /** A try ended. */
    void tryEnded(Outcome outcome) {
        if (profile != null) {
            profile.tries().response(outcome);
        }
    }

    /** The response has begun, or there will be none; {@code nanos} after the request. */
    void answering(int status, long nanos) {
        if (profile != null && exchange.answering()) {
            profile.requests().latency(status, nanos);
        }
    }

    /** The exchange is over. */
    void ended(Outcome outcome) {
        deadlines.stop();
        tries.deposit();
        if (tries.made() > 0 && !tries.declines(outcome, outcome.grpcStatus())) {
            count(RouteMeter::retrySucceeded);
        }
        if (profile != null) {
            profile.requests().response(outcome);
        }
    }

    /** The exchange broke. */
    void broken(Outcome outcome) {
        deadlines.stop();
        if (profile != null) {
            profile.requests().response(outcome);
        }
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
                if (exchange.isOnItsWay() && !tryAgain(Outcome.broken(0, "timeout"))) {
                    exchange.fail(ProxyFault.TIMED_OUT, "response headers timeout");
                }
            }
        }
    }
}

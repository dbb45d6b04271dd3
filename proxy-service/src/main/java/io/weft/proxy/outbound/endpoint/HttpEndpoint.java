package io.weft.proxy.outbound.endpoint;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.balance.Candidate;
import io.weft.proxy.balance.PeakEwma;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.Http1Pool;
import io.weft.proxy.http.Http2ClientSettings;
import io.weft.proxy.http.Http2Pool;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.outbound.route.Penalty;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RequestMeter;
import io.weft.proxy.transport.TransportHeader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One replica that HTTP is sent to. Over HTTP/2 (its own, or HTTP/1 upgraded between proxies) it is connected before it counts
 * as ready, and again after a pause when the connection is lost; over HTTP/1 it is always ready and dialled on demand, and so is a
 * host outside over either.
 *
 * <p>Threading: one event loop.
 */
public final class HttpEndpoint implements Candidate {
    private static final int MAX_AUTHORITIES = 64;
    private static final long GOOD_NANOS = 1_000_000_000L;
    private static final InstantSource CLOCK = InstantSource.system();
    private static final long NEVER = Long.MIN_VALUE;

    private final EventLoop loop;
    private final Endpoint endpoint;
    private final boolean http2;
    private final boolean upgrades;
    private final boolean kept; // connected before it counts as ready
    private final PeakEwma ewma;
    private final Ticker ticker;
    private final MetricRegistry registry;
    private final Labels labels;
    private final Backoff backoff;
    private final Runnable changed;
    private final Http1Pool http1Pool;
    private final Http2Pool http2Pool;
    private final @Nullable Breaker breaker; // null where failures are not minded
    private final @Nullable Penalty penalty; // null where failures are as quick as they are
    private final Map<String, RequestMeter> meters = new HashMap<>(2);
    private boolean retired;
    private boolean pausing;
    private int failures; // to connect, in a row
    private long connectedSince = NEVER;

    /**
     * An endpoint not yet connected.
     *
     * @param speaksHttp2 whether the application's requests are HTTP/2
     * @param changed told when readiness may have changed
     */
    HttpEndpoint(
            EventLoop loop,
            Endpoint endpoint,
            boolean speaksHttp2,
            EndpointSettings settings,
            EndpointConnector connector,
            MetricRegistry registry,
            Ticker ticker,
            Runnable changed) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.upgrades = !speaksHttp2 && endpoint.hint() == ProtocolHint.HTTP2;
        this.http2 = speaksHttp2 || upgrades;
        this.kept = http2 && endpoint.external().isEmpty();
        this.ticker = ticker;
        this.registry = registry;
        this.labels = EndpointLabels.of(endpoint, settings.ownIps());
        this.backoff = settings.backoff();
        this.changed = changed;
        this.breaker = settings.accrual()
                .map(accrual -> new Breaker(accrual, ThreadLocalRandom.current(), ticker.nanoTime()))
                .orElse(null);
        this.penalty = settings.penalty().orElse(null);
        this.ewma = new PeakEwma(settings.defaultRtt(), settings.decay(), ticker.nanoTime());
        Labels connections = EndpointLabels.ofConnections(endpoint, settings);
        boolean names = endpoint.hint() != ProtocolHint.OPAQUE;
        http1Pool = new Http1Pool(
                loop,
                () -> connector.dial(loop, endpoint, session(names, TransportHeader.Session.HTTP1), connections),
                settings.keepIdle(),
                settings.maxIdle(),
                settings.queue());
        http2Pool = new Http2Pool(
                loop,
                () -> connector.dial(loop, endpoint, session(names, TransportHeader.Session.HTTP2), connections),
                Http2ClientSettings.of(settings.windows(), endpoint.http2()),
                settings.queue(),
                this::connectionChanged);
        if (kept) {
            loop.execute(http2Pool::connect);
        }
    }

    private static Optional<TransportHeader.Session> session(boolean names, TransportHeader.Session session) {
        return names ? Optional.of(session) : Optional.empty();
    }

    private void connectionChanged() {
        if (http2Pool.connected()) {
            failures = 0;
            connectedSince = connectedSince == NEVER ? ticker.nanoTime() : connectedSince;
        } else if (kept && !retired && !pausing) {
            pausing = true;
            loop.schedule(this::reconnect, pause().toNanos(), NANOSECONDS);
        }
        changed.run();
    }

    /** None after a connection that was good; a server that accepts and hangs up is not met in a circle. */
    private Duration pause() {
        boolean wasGood = connectedSince != NEVER && ticker.nanoTime() - connectedSince >= GOOD_NANOS;
        connectedSince = NEVER;
        if (wasGood) {
            return Duration.ZERO;
        }
        failures++;
        return backoff.delay(failures, ThreadLocalRandom.current());
    }

    private void reconnect() {
        pausing = false;
        if (!retired) {
            http2Pool.connect();
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean ready() {
        return (breaker == null || breaker.admits()) && (!kept || http2Pool.connected());
    }

    @Override
    public double load(long now) {
        return ewma.load(now);
    }

    @Override
    public void retire() {
        retired = true;
        http1Pool.retire();
        http2Pool.retire();
    }

    /** Whether {@code request} is HTTP/1 that is carried over HTTP/2 to this replica's proxy. */
    public boolean upgrades(RequestHead request) {
        return upgrades && !request.switching();
    }

    /** What the replica has to prove, and has proven on every connection. */
    public Optional<WorkloadIdentity> identity() {
        return endpoint.tls().map(tls -> tls.identity());
    }

    /** A request goes there. Gives the number by which its end is told. */
    public int begun() {
        ewma.started();
        if (breaker == null) {
            return 0;
        }
        boolean admitted = breaker.admits();
        int number = breaker.sent();
        changedIfNot(admitted, breaker);
        return number;
    }

    /** The request of that {@code number} ended like this. */
    public void ended(int number, Outcome outcome) {
        ewma.ended();
        if (breaker != null) {
            boolean admitted = breaker.admits();
            breaker.ended(number, outcome, ticker.nanoTime()).ifPresent(this::leaveAlone);
            changedIfNot(admitted, breaker);
        }
    }

    /** The request of that {@code number} goes on, and so far like this. */
    public void shows(int number, Outcome outcome) {
        if (breaker != null) {
            boolean admitted = breaker.admits();
            breaker.shows(number, outcome).ifPresent(this::leaveAlone);
            changedIfNot(admitted, breaker);
        }
    }

    /** The request of that {@code number} says nothing of the endpoint: its client gave up, or it was not looked at. */
    public void abandoned(int number) {
        ewma.ended();
        if (breaker != null) {
            boolean admitted = breaker.admits();
            breaker.abandoned(number);
            changedIfNot(admitted, breaker);
        }
    }

    private void changedIfNot(boolean admitted, Breaker now) {
        if (now.admits() != admitted) {
            changed.run();
        }
    }

    private void leaveAlone(Duration time) {
        loop.schedule(this::probe, time.toNanos(), NANOSECONDS);
    }

    private void probe() {
        if (breaker != null && !retired) {
            breaker.probe();
            changed.run();
        }
    }

    /** Its load, for the exchange to keep current. */
    public PeakEwma ewma() {
        return ewma;
    }

    /** How slow a response with this head makes it look, in nanoseconds; 0: as slow as it is. */
    public long penalty(Http2Headers response, boolean grpc) {
        return penalty == null ? 0 : penalty.of(response, grpc, CLOCK);
    }

    /** Counts the requests that name {@code authority}; names beyond the first few, and such as are too long, share one series without a name. */
    public RequestMeter meter(String authority) {
        RequestMeter known = meters.get(authority);
        if (known != null) {
            return known;
        }
        boolean kept = meters.size() < MAX_AUTHORITIES && authority.length() <= Labels.MOST_CHARACTERS;
        String name = kept ? authority : "";
        return meters.computeIfAbsent(
                name,
                key -> new RequestMeter(
                        registry,
                        Labels.of("direction", "outbound", "authority", key).and(labels)));
    }

    /** Sends. The exchange's head is already as this endpoint wants it. */
    public void dispatch(Exchange exchange) {
        if (http2 && !exchange.head().switching()) {
            http2Pool.dispatch(exchange);
        } else {
            http1Pool.dispatch(exchange);
        }
    }
}

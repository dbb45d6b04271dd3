package io.weft.proxy.identity;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weft.core.Latest;
import io.weft.proxy.config.ProxyConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the first certificate and every one after it, well before the one in force expires. What fails is tried again; the
 * certificate in force is kept meanwhile. One that no longer leads to a trust anchor is replaced at once.
 *
 * <p>Threading: {@link #start} and {@link #stop} from any thread; the rest on the event loop.
 *
 * @see "wire-behaviour, 2: refresh time, readiness"
 */
public final class Rotation {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1); // however little the configuration asks for

    /** Share of its remaining life after which a certificate is renewed, in percent. */
    static final int REFRESH_PERCENT = 70;

    static final Duration REMINDER = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Rotation.class);

    private final ProxyConfig.Identity config;
    private final Certifier certifier;
    private final CertificateStore store;
    private final EventLoop loop;
    private final InstantSource clock;
    private final IdentityListener listener;
    private final Consumer<String> reminders;
    private final Latest<TrustBundle> trust;
    private String lastFailure = "no answer yet";
    private @Nullable ScheduledFuture<?> refresh;
    private @Nullable ScheduledFuture<?> reminder;
    private boolean asking;
    private boolean stopped;

    /** Does nothing until {@link #start}. */
    public Rotation(
            ProxyConfig.Identity config,
            IdentityClient client,
            CertificateStore store,
            EventLoop loop,
            InstantSource clock,
            Latest<TrustBundle> trust,
            IdentityListener listener) {
        this(config, client, store, loop, clock, trust, listener, log::warn);
    }

    Rotation(
            ProxyConfig.Identity config,
            Certifier certifier,
            CertificateStore store,
            EventLoop loop,
            InstantSource clock,
            Latest<TrustBundle> trust,
            IdentityListener listener,
            Consumer<String> reminders) {
        this.config = config;
        this.certifier = certifier;
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        this.trust = trust;
        this.listener = listener;
        this.reminders = reminders;
    }

    public void start() {
        loop.execute(() -> {
            reminder = loop.scheduleAtFixedRate(
                    this::remind, REMINDER.toNanos(), REMINDER.toNanos(), TimeUnit.NANOSECONDS);
            attempt();
        });
        var _ = trust.subscribe(loop, bundle -> trusted());
    }

    /** The certificate in force stays in the store. */
    public void stop() {
        loop.execute(() -> {
            stopped = true;
            cancel(refresh);
            cancel(reminder);
        });
    }

    /** Peers of the same bundle would not believe a certificate that does not lead to it. */
    private void trusted() {
        if (!stopped
                && !asking
                && store.latest().get().isPresent()
                && believable().isEmpty()) {
            log.warn("the certificate in force leads to no trust anchor any more; asking for another");
            cancel(refresh);
            attempt();
        }
    }

    private Optional<Credentials> believable() {
        return store.latest().get().filter(held -> held.leadTo(trust.get().anchors()));
    }

    private void attempt() {
        asking = true;
        var _ = certifier.certify().whenComplete((credentials, failure) -> {
            asking = false;
            if (!stopped) {
                if (failure == null) {
                    certified(credentials);
                } else {
                    failed(failure);
                }
                schedule();
            }
        });
    }

    private void certified(Credentials credentials) {
        cancel(reminder);
        store.put(credentials);
        listener.refreshed(true);
        listener.expires(credentials.expires());
        log.info("certified as {} until {}", config.localName(), credentials.expires());
    }

    private void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        lastFailure = String.valueOf(cause.getMessage());
        listener.refreshed(false);
        log.warn("not certified: {}", lastFailure);
    }

    private void schedule() {
        Instant now = clock.instant();
        Duration wait = believable()
                .map(credentials -> refreshAfter(Duration.between(now, credentials.expires())))
                .orElse(config.minRefresh());
        wait = atLeast(SHORTEST_WAIT, wait);
        refresh = loop.schedule(this::attempt, wait.toNanos(), TimeUnit.NANOSECONDS);
        listener.nextRefresh(now.plus(wait));
    }

    private static Duration atLeast(Duration least, Duration wanted) {
        return wanted.compareTo(least) < 0 ? least : wanted;
    }

    /** 70 % of the life that remains, within the configured limits. */
    private Duration refreshAfter(Duration remaining) {
        Duration share = remaining.multipliedBy(REFRESH_PERCENT).dividedBy(100);
        if (share.compareTo(config.minRefresh()) < 0) {
            return config.minRefresh();
        }
        return share.compareTo(config.maxRefresh()) > 0 ? config.maxRefresh() : share;
    }

    private void remind() {
        reminders.accept("still no certificate for " + config.localName() + " from "
                + config.service().address() + " (" + lastFailure + "); no traffic is accepted until there is one");
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

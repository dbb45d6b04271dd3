package io.weft.proxy.identity;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import io.netty.util.concurrent.ScheduledFuture;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.core.Latest;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.control.ControlPart;
import io.weft.proxy.control.Refusals;
import io.weft.proxy.control.WarnOnce;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the trust anchors. Each set is believed only on a connection that the set before it verified, so with every change
 * the connection is made anew. What is empty or unreadable changes nothing; nor does a control plane that knows no such call.
 *
 * <p>Threading: {@link #start} and {@link #stop} from any thread; the rest on the event loop.
 *
 * @see "design: io.weft.identity.v1.TrustBundle/Watch"
 */
public final class TrustBundleClient {
    /** What the sidecar of the service would add; one that is its neighbour has none in between. */
    private static final Metadata.Key<String> CLIENT_ID =
            Metadata.Key.of("l5d-client-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final Refusals NOT_OURS =
            new Refusals(Set.of(Code.UNIMPLEMENTED), Refusals.OF_THE_QUESTION.refused());

    private static final Logger log = LoggerFactory.getLogger(TrustBundleClient.class);

    private final ProxyConfig.Identity config;
    private final ControlChannels channels;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Latest<TrustBundle> trust;
    private final WarnOnce warnings = new WarnOnce(log);
    private @Nullable Line line;
    private @Nullable ScheduledFuture<?> next;
    private int changes; // in a row
    private boolean started;
    private boolean stopped;

    /**
     * Asks nothing yet.
     *
     * @param backoff between changes in a row: two replicas that disagree must not be asked in circles
     * @param random used on the loop alone
     * @param trust holds what the environment says; what is heard is put there
     */
    public TrustBundleClient(
            ProxyConfig.Identity config,
            ControlChannels channels,
            Backoff backoff,
            RandomGenerator random,
            Latest<TrustBundle> trust) {
        this.config = config;
        this.channels = channels;
        this.backoff = backoff;
        this.random = random;
        this.trust = trust;
    }

    /** One connection and what is heard on it. */
    private record Line(ControlChannel channel, Watch<TrustBundle> watch, Latest.Subscription heard) {
        void close() {
            heard.cancel();
            watch.close();
            channel.close();
        }
    }

    /** To be called with a certificate in force: nobody else is told. Idempotent. */
    public void start() {
        channels.loop().execute(() -> {
            if (!started) {
                started = true;
                open();
            }
        });
    }

    /** The last bundle stays. */
    public void stop() {
        channels.loop().execute(() -> {
            stopped = true;
            hangUp();
            if (next != null) {
                next.cancel(false);
            }
        });
    }

    private void open() {
        if (stopped) {
            return;
        }
        ControlChannel channel = channels.open(ControlPart.IDENTITY, config.service(), whoWeAre());
        Watch<TrustBundle> watch = channel.watch(
                TrustBundleGrpc.getWatchMethod(),
                WatchRequest.getDefaultInstance(),
                (held, fresh, message) -> read(message),
                NOT_OURS);
        line = new Line(channel, watch, watch.latest().subscribe(channels.loop(), this::heard));
    }

    private ClientInterceptor[] whoWeAre() {
        if (!config.service().isLoopback()) {
            return new ClientInterceptor[0];
        }
        Metadata us = new Metadata();
        us.put(CLIENT_ID, config.localName().name());
        return new ClientInterceptor[] {MetadataUtils.newAttachHeadersInterceptor(us)};
    }

    private Optional<TrustBundle> read(Bundle message) {
        try {
            return Optional.of(TrustBundleTranslator.translate(message));
        } catch (CertifyException unusable) {
            warnings.accept("the trust bundle " + message.getVersion() + " is refused, the last one stays: "
                    + unusable.getMessage());
            return Optional.empty();
        }
    }

    private void heard(Watched<TrustBundle> answer) {
        if (stopped) {
            return;
        }
        switch (answer) {
            case Watched.Pending<TrustBundle> waiting -> {}
            case Watched.Present<TrustBundle>(TrustBundle bundle) -> told(bundle);
            case Watched.Ended<TrustBundle>(boolean unknown, String reason) -> {
                log.info(
                        "the trust anchors of the environment stay: {} ({})",
                        config.service().address(),
                        reason);
                hangUp();
            }
        }
    }

    private void told(TrustBundle bundle) {
        boolean same = bundle.trustsAs(trust.get());
        trust.set(bundle);
        if (same) {
            changes = 0;
            return;
        }
        log.info("trusting {} anchors from now on, version {}", bundle.anchors().size(), bundle.version());
        changes++;
        hangUp();
        next = channels.loop()
                .schedule(this::open, backoff.delay(changes, random).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void hangUp() {
        if (line != null) {
            line.close();
            line = null;
        }
    }
}

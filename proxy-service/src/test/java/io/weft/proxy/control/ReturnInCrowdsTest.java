package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand proxies lose the control plane in the same moment. They do not come back in one. */
class ReturnInCrowdsTest {
    private static final int PROXIES = 1000;
    private static final long GLANCE = 10; // milliseconds
    /** What sidecars have where nobody says otherwise. */
    private static final Backoff SHIPPED = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0.1);

    private final TestLoop time = new TestLoop();
    private final RandomGenerator random = new SplittableRandom(42);
    private final List<Instant> arrivals = new ArrayList<>();
    private Instant back = time.instant();

    @ParameterizedTest(name = "after {0} s, no more than {1} in any ten milliseconds")
    @CsvSource({"3, 120", "10, 50", "60, 15"})
    void streamsAreSpread(int seconds, int most) {
        goAway(seconds);
        for (int proxy = 0; proxy < PROXIES; proxy++) {
            Proxy stub = new Proxy();
            stub.stream.start();
            time.run();
            stub.channel.last().end(Status.UNAVAILABLE);
        }

        awaitAll(seconds);
        assertThat(busiest()).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest(name = "after {0} s, no more than {1} in any ten milliseconds")
    @CsvSource({"3, 120", "10, 50", "60, 15"})
    void connectionsAreSpread(int seconds, int most) {
        goAway(seconds);
        for (int proxy = 0; proxy < PROXIES; proxy++) {
            new Reconnect(new Dialled(), SHIPPED, time.loop(), random, "destination", new Silence(Ticker.system()))
                    .follow();
        }

        awaitAll(seconds);
        assertThat(busiest()).isLessThanOrEqualTo(most);
    }

    private void goAway(int seconds) {
        back = time.instant().plusSeconds(seconds);
    }

    private boolean isBack() {
        return !time.instant().isBefore(back);
    }

    private void awaitAll(int away) {
        for (int waited = 0; arrivals.size() < PROXIES && waited < 3 * away; waited++) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(arrivals).hasSize(PROXIES);
    }

    /** The most arrivals within one glance. */
    private long busiest() {
        return arrivals.stream()
                .mapToLong(first -> arrivals.stream()
                        .filter(other -> !other.isBefore(first) && other.isBefore(first.plusMillis(GLANCE)))
                        .count())
                .max()
                .orElseThrow();
    }

    /** A watch whose every call fails until the control plane is back. */
    private final class Proxy extends Channel {
        private final ScriptedChannel channel = new ScriptedChannel();
        private final WatchStream<StringValue, StringValue, String> stream = new WatchStream<>(
                new WatchStream.Question<>(
                        this, () -> true, ScriptedChannel.METHOD, StringValue.of("who?"), ControlStreams.UNLIMITED),
                Fold.replacing(StringValue::getValue),
                Refusals.OF_THE_QUESTION,
                SHIPPED,
                time.loop(),
                random);

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            if (isBack()) {
                arrivals.add(time.instant());
            } else if (channel.opened() > 0) {
                time.loop().execute(() -> channel.last().end(Status.UNAVAILABLE));
            }
            return channel.newCall(method, options);
        }

        @Override
        public String authority() {
            return channel.authority();
        }
    }

    /** A connection that every try to dial fails until the control plane is back. */
    private final class Dialled extends ManagedChannel {
        private @Nullable Runnable whenChanged;
        private boolean ready;

        @Override
        public ConnectivityState getState(boolean requestConnection) {
            return ready ? ConnectivityState.READY : ConnectivityState.TRANSIENT_FAILURE;
        }

        @Override
        public void notifyWhenStateChanged(ConnectivityState source, Runnable callback) {
            whenChanged = callback;
        }

        @Override
        public void resetConnectBackoff() {
            if (isBack() && !ready) {
                ready = true;
                arrivals.add(time.instant());
                if (whenChanged != null) {
                    whenChanged.run();
                }
            }
        }

        @Override
        public ManagedChannel shutdown() {
            return this;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return this;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String authority() {
            return "scripted";
        }
    }
}

package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.core.Ticker;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every kind an API server serves, watched. One it does not serve yet is asked for every ten seconds; one that was served and
 * is no longer keeps being watched, so that what was known of it stays.
 *
 * <p>Threading: the feed's thread only.
 */
final class ClusterWatch implements AutoCloseable {
    private static final long WAIT_NANOS = 200_000_000L;
    /** After the first change, others are waited for this long each, so many times: what is applied together is told so. */
    private static final long GATHER_NANOS = 5_000_000L;

    private static final int GATHERINGS = 4;
    private static final long ASK_AGAIN_NANOS = 10_000_000_000L;
    private static final long RETRY_NANOS = 1_000_000_000L;
    /** Always served: asked for when there is nothing else to ask, to notice a server that went without a word. */
    private static final ResourceKind SURE = ResourceKind.SERVICE;

    private final KubernetesClient client;
    private final Discovery discovery;
    private final Ticker ticker;
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final Map<ResourceKind, KindWatch> watches = new EnumMap<>(ResourceKind.class);
    private final long begunNanos;
    private boolean asked; // for every kind, and the server answered
    private @Nullable String silence; // why the server did not say what it serves when it was asked last
    private long askAgainNanos;

    ClusterWatch(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.discovery = new Discovery(client);
        this.ticker = ticker;
        this.begunNanos = ticker.nanoTime();
        this.askAgainNanos = begunNanos;
    }

    /**
     * Waits a little for changes.
     *
     * @return whether {@code taker} has now taken everything there was when the watch began
     */
    boolean await(Consumer<Change> taker) throws InterruptedException {
        if (ticker.nanoTime() - askAgainNanos >= 0) {
            ask();
        }
        boolean complete = asked && watches.values().stream().allMatch(KindWatch::synced);
        List<Change> taken = new ArrayList<>();
        @Nullable Change next = changes.poll(WAIT_NANOS, TimeUnit.NANOSECONDS);
        for (int i = 0; next != null && i < GATHERINGS; i++) {
            taken.add(next);
            changes.drainTo(taken);
            next = changes.poll(GATHER_NANOS, TimeUnit.NANOSECONDS);
        }
        if (next != null) {
            taken.add(next);
        }
        taken.forEach(taker);
        return complete;
    }

    /** Why what was taken may be old; empty while changes arrive. */
    Optional<String> trouble() {
        return Optional.ofNullable(silence)
                .or(() -> watches.values().stream()
                        .flatMap(watch -> watch.trouble().stream())
                        .findFirst());
    }

    /**
     * Whether the server has told what cannot be true after what it told before, so that all of it is to be asked for anew. Not
     * said within ten seconds of the beginning: who contradicts itself all the time is not to be asked all the time.
     */
    boolean isContradicted() {
        return ticker.nanoTime() - begunNanos >= ASK_AGAIN_NANOS
                && watches.values().stream().anyMatch(KindWatch::isContradicted);
    }

    private void ask() {
        try {
            List<ResourceKind> absent = Arrays.stream(ResourceKind.values())
                    .filter(kind -> !kind.versions().isEmpty() && !watches.containsKey(kind))
                    .toList();
            for (ResourceKind kind : absent) {
                discovery
                        .find(kind)
                        .ifPresent(served -> watches.put(kind, new KindWatch(client, served, changes::add)));
            }
            if (absent.isEmpty()) {
                discovery.find(SURE);
            }
            asked = true;
            silence = null;
            askAgainNanos = ticker.nanoTime() + ASK_AGAIN_NANOS;
        } catch (RuntimeException none) {
            silence = "it does not say what it serves: " + none;
            askAgainNanos = ticker.nanoTime() + RETRY_NANOS;
        }
    }

    @Override
    public void close() {
        watches.values().forEach(KindWatch::close);
    }
}

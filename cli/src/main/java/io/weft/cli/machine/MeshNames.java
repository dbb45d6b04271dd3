package io.weft.cli.machine;

import io.weft.core.Latest;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.folder.ClusterIps;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The names of the mesh and what stands behind them: Services and their endpoints from the manifests, cluster addresses from
 * destination-service's state.
 *
 * <p>Threading: the feed's thread and one that looks at the file; {@link #latest} may be read from anywhere.
 */
final class MeshNames implements AutoCloseable {
    private static final long LOOK_MILLIS = 300;
    private static final ClusterIps NONE = new ClusterIps(Map.of());

    private final Feed feed;
    private final Path stateDirectory;
    private final Map<ResourceId, Resource> resources = new TreeMap<>(); // guarded by this
    private final Latest<View> latest = new Latest<>(new View(List.of(), List.of(), NONE));
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("cluster-ips").daemon(true).factory());
    private final CountDownLatch loaded = new CountDownLatch(1);
    private ClusterIps addresses = NONE; // guarded by this

    /**
     * What is known now.
     *
     * @param addresses what destination-service gave to Services without an address of their own
     */
    record View(List<Service> services, List<EndpointSlice> slices, ClusterIps addresses) {
        /** The feed here guesses such an address as destination-service does; where that one's file says it, it is right. */
        Optional<String> clusterIp(Service service) {
            return addresses
                    .of(service.metadata().namespace(), service.metadata().name())
                    .or(() -> service.clusterIps().stream().findFirst());
        }
    }

    /** @param stateDirectory destination-service's; need not be there yet */
    MeshNames(Feed feed, Path stateDirectory) {
        this.feed = feed;
        this.stateDirectory = stateDirectory;
    }

    void start() {
        feed.start(new Listener());
        var _ = looking.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until the manifests were read for the first time, and whoever subscribed before has heard of them.
     *
     * @throws MachineException if that takes longer than {@code patience}
     */
    void awaitLoaded(Duration patience) {
        try {
            if (!loaded.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new MachineException("cannot read the manifests: "
                        + feed.status().away().map(FeedStatus.Away::reason).orElse("they take too long"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    Latest<View> latest() {
        return latest;
    }

    @Override
    public void close() {
        looking.shutdownNow();
        feed.close();
    }

    private void look() {
        try {
            ClusterIps now = ClusterIps.read(stateDirectory);
            synchronized (this) {
                addresses = now;
            }
            publish();
        } catch (IOException | RuntimeException unreadable) {
            // What was read before stands; destination-service writes the file anew, and the next look follows.
        }
    }

    private synchronized void publish() {
        List<Service> services = only(Service.class);
        latest.set(new View(services, only(EndpointSlice.class), addresses));
    }

    private <T> List<T> only(Class<T> type) {
        return resources.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private final class Listener implements FeedListener {
        @Override
        public void reset(Collection<Resource> all) {
            synchronized (MeshNames.this) {
                resources.clear();
                all.forEach(resource -> resources.put(resource.id(), resource));
            }
            publish();
            loaded.countDown();
        }

        @Override
        public void apply(Resource resource) {
            synchronized (MeshNames.this) {
                resources.put(resource.id(), resource);
            }
            publish();
        }

        @Override
        public void delete(ResourceId id) {
            synchronized (MeshNames.this) {
                resources.remove(id);
            }
            publish();
        }
    }
}

package io.weft.cli.tap;

import io.weft.cli.profile.ProfileRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The routes of requests that a workload received, each once.
 *
 * <p>Threading: safe from any thread.
 */
final class SeenRoutes {
    private final int most;
    private final CountDownLatch full = new CountDownLatch(1);
    private final Set<ProfileRoute> routes = new TreeSet<>(Comparator.comparing(ProfileRoute::name)); // guarded by this

    /** {@code most} is how many are enough; positive. */
    SeenRoutes(int most) {
        this.most = most;
    }

    /** Takes beginnings of requests; everything else does not matter. */
    synchronized void add(TapEvent event) {
        if (event.direction() == TapEvent.Direction.INBOUND
                && event.part() instanceof TapEvent.Part.Request request
                && routes.size() < most) {
            routes.add(ProfileRoute.seen(request.method(), request.path()));
            if (routes.size() == most) {
                full.countDown();
            }
        }
    }

    /** There will be no more. */
    void end() {
        full.countDown();
    }

    /** Waits until there are enough, or no more to come, or for that long. */
    void await(long nanos) throws InterruptedException {
        boolean _ = full.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** By name. */
    synchronized List<ProfileRoute> routes() {
        return List.copyOf(routes);
    }
}

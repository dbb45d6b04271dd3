package io.weft.benchmarks.plane;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.Timings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The busy Service's pods, and how they change before everybody's ears.
 *
 * <p>Threading: the main thread.
 */
final class Cluster {
    /** Between two changes, on average. */
    private static final double GAP_NANOS = 300e6;
    /** Between two pods of a rollout: fifty a second. */
    private static final long STEP_NANOS = 20_000_000;

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final ApiServer server;
    private final Hearing hearing;
    private final RandomGenerator random;
    private final List<Integer> pods;
    private int next;

    Cluster(World world, ApiServer server, Hearing hearing, RandomGenerator random) {
        this.server = server;
        this.hearing = hearing;
        this.random = random;
        this.pods = new ArrayList<>(world.pods(0));
        this.next = world.endpoints();
    }

    /** Replaces single pods at random times, without waiting for anybody. */
    Timings change(int times) {
        List<Integer> changed = new ArrayList<>();
        List<Long> since = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            LockSupport.parkNanos((long) (-Math.log(1 - random.nextDouble()) * GAP_NANOS));
            hearing.await(next);
            changed.add(next);
            since.add(System.nanoTime());
            replace(random.nextInt(pods.size()));
        }
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int pod = changed.get(i);
            millis.add((wait(() -> hearing.heardByAll(pod), "a change") - since.get(i)) / 1e6);
        }
        return Timings.of(millis);
    }

    /** Replaces all pods, one after the other. */
    Round.Rollout rollOut(LongSupplier cpuMillis, int proxies) {
        long cpu = cpuMillis.getAsLong();
        long messages = hearing.messages();
        BitSet all = new BitSet();
        all.set(next, next + pods.size());
        hearing.await(all);
        long due = System.nanoTime();
        for (int place = 0; place < pods.size(); place++) {
            replace(place);
            due += STEP_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        long last = due - STEP_NANOS;
        wait(() -> hearing.missing() == 0 ? 1 : 0, "the end of a rollout");
        double settled = (System.nanoTime() - last) / 1e6;
        double told = (double) (hearing.messages() - messages) / proxies;
        return new Round.Rollout(pods.size(), settled, told, cpuMillis.getAsLong() - cpu);
    }

    /** A pod comes, takes the place of another behind the Service, and that one goes. */
    private void replace(int place) {
        int old = pods.set(place, next);
        server.put(ApiServer.Kind.POD, Manifests.podName(next), Manifests.pod(next, 0));
        World.slices(server, 0, pods);
        server.delete(ApiServer.Kind.POD, Manifests.podName(old));
        next++;
    }

    private static long wait(LongSupplier event, String what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (long seen = event.getAsLong(); ; seen = event.getAsLong()) {
            if (seen != 0) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException(what + " did not reach every proxy within a minute");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}

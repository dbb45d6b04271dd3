package io.weft.cli.machine;

import io.weft.injection.ProxyPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains the proxy as the sidecar of a small workload, which is called through it by another and calls through it, as HTTP and as
 * bytes, thousands of times each: the cache keeps what was hot and how it was called, so that it is compiled early and well in the
 * next life. Servers of our own answer on both sides, in no time: a service of the mesh would be what everybody waits for.
 *
 * <p>Threading: the caller waits.
 *
 * @param context whose installation trains
 * @param name of the workload
 * @param viz a meshed workload, on whose network both ports are free
 */
record SidecarTraining(MeshContext context, String name, Workload viz) {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DUMP = Duration.ofMinutes(3);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int REQUESTS = 5000; // enough for C2 to have compiled what passes a request on
    private static final Duration BUSY = Duration.ofSeconds(60);
    private static final int ROUNDS = 1200; // enough for C1 to have compiled what is run once a round
    private static final Duration ROUTINE = Duration.ofSeconds(60);
    private static final String PATH = "/a/page";
    private static final int PORT = 8080;
    private static final int OPAQUE_PORT = 6379; // opaque unless somebody says otherwise

    /** Runs the sidecar, keeps it busy, and lets it end. */
    Lesson give() {
        Program sleep = new Program.Host(List.of("sleep", "600"), User.ROOT, List.of(), false);
        WorkloadSpec spec =
                WorkloadSpec.of(context.controlPlaneNamespace(), name, "default", List.of(PORT, OPAQUE_PORT), sleep);
        try (Workload workload = Workload.start(context, spec, note -> {});
                Answers _ = Answers.inside(workload.network(), PORT);
                Answers _ = Answers.inside(workload.network(), OPAQUE_PORT);
                Answers _ = Answers.inside(viz.network(), PORT);
                Answers _ = Answers.inside(viz.network(), OPAQUE_PORT)) {
            workload.awaitReady(START);
            int carried = exchange(workload);
            int rounds = routine(workload);
            return new Lesson(
                    workload.stopSidecar(DUMP),
                    "%,d requests of each kind, %,d rounds of its routine".formatted(carried, rounds));
        }
    }

    /** How many requests were answered of that kind and direction of which the fewest were. */
    private int exchange(Workload workload) {
        return fewest(List.of(
                () -> busy(workload.network(), viz, PORT),
                () -> busy(viz.network(), workload, PORT),
                () -> busy(workload.network(), viz, OPAQUE_PORT),
                () -> busy(viz.network(), workload, OPAQUE_PORT)));
    }

    /**
     * What a sidecar does all its life: is probed, is scraped, takes a connection, makes one.
     *
     * @return how often each was answered as it should be
     */
    private int routine(Workload workload) {
        long end = System.nanoTime() + ROUTINE.toNanos();
        return fewest(List.of(
                () -> answered(workload.network(), new InetSocketAddress(LOOPBACK, ProxyPorts.ADMIN), "/ready", end),
                () -> answered(viz.network(), at(workload, ProxyPorts.ADMIN), "/metrics", end),
                () -> answered(viz.network(), at(workload, PORT), PATH, end),
                () -> answered(workload.network(), at(viz, PORT), PATH, end)));
    }

    /** Does all of it at a time: what the one that came to the least came to. */
    private static int fewest(List<Callable<Integer>> lessons) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int fewest = Integer.MAX_VALUE;
            for (Future<Integer> lesson : threads.invokeAll(lessons)) {
                fewest = Math.min(fewest, lesson.get());
            }
            return fewest;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    private static InetSocketAddress at(Workload workload, int port) {
        return new InetSocketAddress(workload.address(), port);
    }

    private static int busy(String network, Workload server, int port) {
        try (SocketChannel channel = InNamespace.connect(network, at(server, port), CALL)) {
            return new BusyClient(channel.socket(), PATH).ask(REQUESTS, BUSY);
        } catch (IOException | UncheckedIOException unreachable) {
            return 0;
        }
    }

    /** How many of {@link #ROUNDS} requests, each over a connection of its own, were answered before {@code end}. */
    private static int answered(String network, InetSocketAddress target, String path, long end) {
        int answered = 0;
        for (int i = 0; i < ROUNDS && System.nanoTime() < end; i++) {
            answered += answers(network, target, path) ? 1 : 0;
        }
        return answered;
    }

    private static boolean answers(String network, InetSocketAddress target, String path) {
        try {
            return InNamespace.get(network, target, path, CALL).ok();
        } catch (UncheckedIOException unanswered) {
            return false;
        }
    }
}

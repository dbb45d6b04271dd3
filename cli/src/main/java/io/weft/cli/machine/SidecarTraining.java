package io.weft.cli.machine;

import io.weft.injection.ProxyPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains the proxy as the sidecar of a small workload, which is called through it by another and calls through it, as HTTP and as
 * bytes, thousands of times each: the cache keeps what was hot and how it was called, so that it is compiled early and well in the
 * next life.
 *
 * <p>Threading: the caller waits.
 *
 * @param context whose installation trains
 * @param name of the workload
 * @param viz a meshed workload with a management port
 */
record SidecarTraining(MeshContext context, String name, Workload viz) {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DUMP = Duration.ofMinutes(3);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int REQUESTS = 5000; // enough for C2 to have compiled what passes a request on
    private static final Duration BUSY = Duration.ofSeconds(20);
    private static final int ROUNDS = 1200; // enough for C1 to have compiled what is run once a round
    private static final Duration ROUTINE = Duration.ofSeconds(60);
    private static final int PORT = 8080;
    private static final int OPAQUE_PORT = 6379; // opaque unless somebody says otherwise

    /** Runs the sidecar, keeps it busy, and lets it end. */
    Lesson give() {
        Program sleep = new Program.Host(List.of("sleep", "600"), User.ROOT, List.of(), false);
        WorkloadSpec spec =
                WorkloadSpec.of(context.controlPlaneNamespace(), name, "default", List.of(PORT, OPAQUE_PORT), sleep);
        try (Workload workload = Workload.start(context, spec, note -> {});
                Relay _ = answering(workload.network(), PORT);
                Relay _ = answering(workload.network(), OPAQUE_PORT);
                Relay _ = answering(viz.network(), OPAQUE_PORT)) {
            workload.awaitReady(START);
            int carried = exchange(workload);
            int rounds = routine(workload);
            return new Lesson(
                    workload.stopSidecar(DUMP),
                    "%,d requests of each kind, %,d rounds of its routine".formatted(carried, rounds));
        }
    }

    /** A server, which viz answers for. */
    private Relay answering(String network, int port) {
        return Relay.inside(network, port, viz.network(), management(LOOPBACK));
    }

    /** How many requests were answered of that kind and direction of which the fewest were. */
    private int exchange(Workload workload) {
        return IntStream.of(
                        busy(workload.network(), management(viz.address())),
                        busy(viz.network(), here(workload)),
                        busy(workload.network(), new InetSocketAddress(viz.address(), OPAQUE_PORT)),
                        busy(viz.network(), new InetSocketAddress(workload.address(), OPAQUE_PORT)))
                .min()
                .orElseThrow();
    }

    /**
     * What a sidecar does all its life: is probed, is scraped, takes a connection, makes one.
     *
     * @return how many rounds were answered as they should be
     */
    private int routine(Workload workload) {
        InetSocketAddress probed = new InetSocketAddress(LOOPBACK, ProxyPorts.ADMIN);
        InetSocketAddress scraped = new InetSocketAddress(workload.address(), ProxyPorts.ADMIN);
        long end = System.nanoTime() + ROUTINE.toNanos();
        int answered = 0;
        for (int i = 0; i < ROUNDS && System.nanoTime() < end; i++) {
            boolean all = answers(workload.network(), probed, "/ready")
                    && answers(viz.network(), scraped, "/metrics")
                    && answers(viz.network(), here(workload), ManagementPort.LIVENESS)
                    && answers(workload.network(), management(viz.address()), ManagementPort.LIVENESS);
            answered += all ? 1 : 0;
        }
        return answered;
    }

    private static InetSocketAddress here(Workload workload) {
        return new InetSocketAddress(workload.address(), PORT);
    }

    private static int busy(String network, InetSocketAddress target) {
        try (SocketChannel channel = InNamespace.connect(network, target, CALL)) {
            return new BusyClient(channel.socket(), ManagementPort.LIVENESS).ask(REQUESTS, BUSY);
        } catch (IOException | UncheckedIOException unreachable) {
            return 0;
        }
    }

    private static InetSocketAddress management(InetAddress address) {
        return new InetSocketAddress(address, ManagementPort.NUMBER);
    }

    private static boolean answers(String network, InetSocketAddress target, String path) {
        try {
            return InNamespace.get(network, target, path, CALL).ok();
        } catch (UncheckedIOException unanswered) {
            return false;
        }
    }
}

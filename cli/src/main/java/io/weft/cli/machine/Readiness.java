package io.weft.cli.machine;

import io.weft.injection.ProxyPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Tells whether a workload can serve: asked inside its namespace, past the redirect rules, so that no policy stands between.
 *
 * <p>Threading: any thread; the caller waits.
 */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int OK = 200;
    private static final int BAD = 400;

    private final String namespace;
    private final WorkloadSpec spec;
    private final InetAddress address;

    Readiness(String namespace, WorkloadSpec spec, InetAddress address) {
        this.namespace = namespace;
        this.spec = spec;
        this.address = address;
    }

    /** Sidecar, if there is one, and application. */
    boolean ready() {
        return sidecarReady() && application();
    }

    /** Whether the sidecar listens and has a certificate; true where there is none. */
    boolean sidecarReady() {
        return !spec.injected() || answers(new InetSocketAddress(LOOPBACK, ProxyPorts.ADMIN), "/ready");
    }

    private boolean application() {
        HttpProbe probe = spec.readiness();
        return probe != null
                ? answers(new InetSocketAddress(address, probe.port()), probe.path())
                : spec.ports().stream().allMatch(port -> accepts(new InetSocketAddress(address, port)));
    }

    private boolean answers(InetSocketAddress target, String path) {
        try {
            int status = InNamespace.get(namespace, target, path, PATIENCE).status();
            return status >= OK && status < BAD;
        } catch (UncheckedIOException | MachineException unreachable) {
            return false;
        }
    }

    private boolean accepts(InetSocketAddress target) {
        try (SocketChannel channel = InNamespace.connect(namespace, target, PATIENCE)) {
            return channel.isConnected();
        } catch (IOException | UncheckedIOException | MachineException refused) {
            return false;
        }
    }
}

package io.weft.cli.version;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.RunningPods;
import io.weft.injection.ProxyPorts;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks every proxy of a mesh for its version. */
public final class ProxyVersions {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern BUILD = Pattern.compile("(?m)^proxy_build_info\\{[^}]*\\bversion=\"([^\"]*)\"");
    private static final InetSocketAddress ADMIN =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), ProxyPorts.ADMIN);

    private ProxyVersions() {}

    /** How many pods have which version; proxies that do not answer are left out. */
    static Map<String, Integer> count(MeshDirectory mesh, @Nullable String namespace) {
        Map<String, Integer> versions = new TreeMap<>();
        RunningPods.of(mesh).stream()
                .filter(pod -> namespace == null || namespace.equals(pod.name().namespace()))
                .map(pod -> ask(pod.network()))
                .flatMap(Optional::stream)
                .forEach(version -> versions.merge(version, 1, Integer::sum));
        return versions;
    }

    /** The version in a proxy's metrics. */
    public static Optional<String> read(String metrics) {
        Matcher line = BUILD.matcher(metrics);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static Optional<String> ask(String network) {
        try {
            return read(InNamespace.get(network, ADMIN, "/metrics", PATIENCE).body());
        } catch (UncheckedIOException | MachineException unreachable) {
            return Optional.empty();
        }
    }
}

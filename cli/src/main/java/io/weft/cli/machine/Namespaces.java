package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.injection.IpFamily;
import io.weft.injection.RedirectRules;
import io.weft.injection.RedirectSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network namespaces of one mesh: the bridge's, and one per workload. Nothing is made on the host's own network: both
 * ends of every link are made inside namespaces. Call what makes or removes them under the {@link FolderLock}.
 *
 * @see "one-machine, Network"
 */
final class Namespaces {
    private static final String BRIDGE = "weft0";
    private static final Path NAMED = Path.of("/run/netns");
    private static final Path FILES = Path.of("/etc/netns");
    private static final Duration DEATH = Duration.ofSeconds(5);
    private static final int SIGKILL = 9;

    /** For where it would pass the redirect rules by; its loopback address stays. */
    private static final String NO_IPV6 =
            "if [ -e /proc/sys/net/ipv6 ]; then echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6; fi";

    private final String prefix;

    Namespaces(MeshDirectory directory) {
        this.prefix = "weft-" + directory.hash() + "-";
    }

    String bridge() {
        return prefix + "net";
    }

    String of(PodName pod) {
        return prefix + pod;
    }

    /** Makes the bridge in its namespace, unless it stands. */
    void createBridge() {
        if (exists(bridge())) {
            return;
        }
        create(bridge());
        batch(
                bridge(),
                "link add name " + BRIDGE + " type bridge",
                "addr add " + AddressPool.GATEWAY.getHostAddress() + "/" + AddressPool.PREFIX_LENGTH + " dev " + BRIDGE,
                "link set lo up",
                "link set " + BRIDGE + " up");
        if (Ipv6.usable()) {
            batch(bridge(), ipv6Address(AddressPool.GATEWAY, BRIDGE));
        }
    }

    /** Makes a namespace for a pod and connects it to the bridge. */
    void createWorkload(PodName pod, InetAddress address) {
        String namespace = of(pod);
        String veth = AddressPool.vethName(address);
        create(namespace);
        batch(
                bridge(),
                "link add name " + veth + " type veth peer name eth0 address " + AddressPool.hardwareAddress(address)
                        + " netns " + namespace,
                "link set " + veth + " master " + BRIDGE + " up");
        batch(
                namespace,
                "addr add " + address.getHostAddress() + "/" + AddressPool.PREFIX_LENGTH + " dev eth0",
                "link set lo up",
                "link set eth0 up",
                "route add default via " + AddressPool.GATEWAY.getHostAddress());
        if (Ipv6.usable()) {
            batch(
                    namespace,
                    ipv6Address(address, "eth0"),
                    "route add ::/0 via "
                            + AddressPool.ipv6(AddressPool.GATEWAY).getHostAddress());
        }
    }

    /** Without asking the neighbours whether it is theirs, for which nobody would wait. */
    private static String ipv6Address(InetAddress address, String link) {
        return "addr add " + AddressPool.ipv6(address).getHostAddress() + "/" + AddressPool.IPV6_PREFIX_LENGTH + " dev "
                + link + " nodad";
    }

    /** Sets the redirect rules, all of a family or none; a second time changes nothing. */
    static void redirect(String namespace, RedirectSettings settings) {
        redirect(namespace, settings, IpFamily.V4);
        if (Ipv6.usable()) {
            redirect(namespace, settings, IpFamily.V6);
        }
    }

    private static void redirect(String namespace, RedirectSettings settings, IpFamily family) {
        String save = family.program("iptables-save");
        String saved = Tool.run("ip", "netns", "exec", namespace, save, "-t", "nat");
        Tool.feed(
                RedirectRules.restoreInput(family, settings, saved),
                "ip",
                "netns",
                "exec",
                namespace,
                family.program("iptables-restore"),
                "--wait",
                "--noflush");
    }

    /** Writes a file that programs in the namespace see as {@code /etc/NAME}; readers never see it empty. */
    static void writeFile(String namespace, String name, String content) {
        Path file = FILES.resolve(namespace).resolve(name);
        try {
            Folders.create(FILES, "rwxr-xr-x");
            Folders.create(FILES.resolve(namespace), "rwxr-xr-x");
            InPlace.write(file, content.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills what runs in the namespace, and only that, then removes it. Absent is fine. */
    void remove(String namespace) {
        if (!namespace.startsWith(prefix)) {
            throw new IllegalArgumentException(namespace + " is not one of this mesh");
        }
        if (exists(namespace)) {
            killAll(namespace);
            Tool.run("ip", "netns", "del", namespace);
        }
        try {
            Folders.delete(FILES.resolve(namespace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This mesh's namespaces, and those of which only the files in {@code /etc/netns} are left. */
    List<String> all() {
        return Stream.concat(names(NAMED), names(FILES))
                .filter(name -> name.startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
    }

    private static void create(String namespace) {
        Tool.run("ip", "netns", "add", namespace);
        if (!Ipv6.usable()) {
            Tool.run("ip", "netns", "exec", namespace, "sh", "-c", NO_IPV6);
        }
    }

    private static boolean exists(String namespace) {
        return Files.exists(NAMED.resolve(namespace));
    }

    private static void batch(String namespace, String... lines) {
        Tool.feed(String.join("\n", lines) + "\n", "ip", "-n", namespace, "-batch", "-");
    }

    private static void killAll(String namespace) {
        long deadline = System.nanoTime() + DEATH.toNanos();
        while (System.nanoTime() < deadline) {
            List<Long> pids = Tool.run("ip", "netns", "pids", namespace)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(Long::valueOf)
                    .filter(pid -> ProcessId.of(pid).isPresent())
                    .toList();
            if (pids.isEmpty()) {
                return;
            }
            // Looked at again at the last moment: a number may be another process's by now.
            pids.stream().filter(pid -> isInside(pid, namespace)).forEach(pid -> Linux.signal(pid, SIGKILL));
            Pause.millis(20);
        }
    }

    static boolean isInside(long pid, String namespace) {
        try {
            Object its = Files.getAttribute(Path.of("/proc", Long.toString(pid), "ns", "net"), "unix:ino");
            return its.equals(Files.getAttribute(NAMED.resolve(namespace), "unix:ino"));
        } catch (IOException gone) {
            return false;
        }
    }

    private static Stream<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

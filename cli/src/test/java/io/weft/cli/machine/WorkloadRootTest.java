package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.injection.RedirectSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadRootTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Root root;

    @BeforeAll
    static void needsRoot() {
        Root.assumeAllowed();
    }

    @BeforeEach
    void makeNetwork() {
        root = Root.network(folder.resolve("mesh"));
    }

    @AfterEach
    void removeNetwork() {
        root.close();
        assertThat(root.namespaces.all()).isEmpty();
    }

    @Test
    void workloadHasAddressManifestAndNamesAndLeavesNothing() throws IOException {
        Workload workload = root.start("web", "sleep", "600");
        Path manifest = root.directory.manifests().resolve(Leftovers.podFile(workload.pod()));
        try (workload) {
            workload.awaitReady(Duration.ofSeconds(20));
            assertThat(manifest)
                    .content()
                    .contains("podIP: " + workload.address().getHostAddress());
            assertThat(Tool.run("ip", "netns", "exec", workload.network(), "cat", "/etc/hosts"))
                    .contains(workload.pod().name());
        }

        assertThat(manifest).doesNotExist();
        assertThat(Path.of("/etc/netns", workload.network())).doesNotExist();
        assertThat(Path.of("/run/netns", workload.network())).doesNotExist();
        assertThat(logs()).isEmpty();
    }

    @Test
    void exitCodePassesThrough() throws Exception {
        try (Workload workload = root.start("web", "sh", "-c", "exit 7")) {
            assertThat(end(workload)).isEqualTo(7);
        }
    }

    @Test
    void signalsReachTheApplicationAndShowInItsExitCode() throws Exception {
        try (Workload workload = root.start("web", "sleep", "600")) {
            workload.signal(Signals.TERM);

            assertThat(end(workload)).isEqualTo(128 + Signals.TERM);
        }
    }

    @Test
    void processIsInsideItsNamespaceOnly() {
        try (Workload workload = root.start("web", "sleep", "600")) {
            List<Long> inside = processes(root.namespaces);
            assertThat(inside).isNotEmpty().allMatch(pid -> Namespaces.isInside(pid, workload.network()));
            assertThat(inside).noneMatch(pid -> Namespaces.isInside(pid, root.namespaces.bridge()));
            assertThat(Namespaces.isInside(ProcessHandle.current().pid(), workload.network()))
                    .isFalse();
        }
    }

    @Test
    void workloadIsWithdrawnThenDrainedThenRemoved() throws IOException {
        Path seen = folder.resolve("seen");
        Path trapped = folder.resolve("trapped");
        Path manifests = root.directory.manifests();
        Workload workload = root.start(
                "web",
                "sh",
                "-c",
                "trap 'cp " + manifests + "/pod.shop.web-*.yaml " + seen + "; exit' TERM; touch " + trapped
                        + "; while :; do sleep 0.05; done");
        Path manifest = manifests.resolve(Leftovers.podFile(workload.pod()));
        try (workload) {
            workload.awaitReady(Duration.ofSeconds(20));
            Root.await("the application has its trap", () -> Files.exists(trapped));
            assertThat(manifest).content().contains("status: \"True\"");
        }
        assertThat(seen).as("while it drained").content().contains("status: \"False\"");
        assertThat(manifest).doesNotExist();
    }

    @Test
    void workloadIsRemovedThoughItsDirectoryIsGone() throws IOException {
        List<String> events = new CopyOnWriteArrayList<>();
        Program program = new Program.Host(List.of("sleep", "600"), User.ROOT, List.of(), false);
        Workload workload = Workload.start(
                root.context,
                WorkloadSpec.of("shop", "web", "web", List.of(), program).withInjected(false),
                events::add);
        List<Long> processes = processes(root.namespaces);
        Folders.delete(root.directory.root());

        workload.close();

        assertThat(processes).isNotEmpty().allMatch(pid -> ProcessId.of(pid).isEmpty());
        assertThat(Path.of("/run/netns", workload.network())).doesNotExist();
        assertThat(Path.of("/etc/netns", workload.network())).doesNotExist();
        assertThat(events).isNotEmpty().allMatch(event -> event.startsWith("cleaning up after " + workload.pod()));
        root.directory.prepare();
    }

    @Test
    void workloadsReachEachOtherAndNothingElse() throws IOException {
        try (Workload server = root.start("server", "sleep", "600");
                Workload client = root.start("client", "sleep", "600");
                ServerSocket listener = listen(server.network(), "0.0.0.0", 8080)) {
            assertThat(InNamespace.connect(
                                    client.network(),
                                    new InetSocketAddress(server.address(), listener.getLocalPort()),
                                    PATIENCE)
                            .isConnected())
                    .isTrue();
        }
    }

    @Test
    void workloadsReachEachOtherOverIpv6WhereTheMachineHasIt() throws IOException {
        assumeTrue(Ipv6.usable(), "needs IPv6, with redirect rules");
        try (Workload server = root.start("server", "sleep", "600");
                Workload client = root.start("client", "sleep", "600");
                ServerSocket listener = listen(server.network(), "::", 8080)) {
            InetSocketAddress address =
                    new InetSocketAddress(AddressPool.ipv6(server.address()), listener.getLocalPort());

            assertThat(InNamespace.connect(client.network(), address, PATIENCE).isConnected())
                    .isTrue();
        }
    }

    @Test
    void rulesRedirectWhatLeavesAndWhatArrivesOverIpv6AsWell() throws IOException {
        assumeTrue(Ipv6.usable(), "needs IPv6, with redirect rules");
        try (Workload workload = root.start("web", "sleep", "600")) {
            Namespaces.redirect(workload.network(), RedirectSettings.forAnnotations(Map.of(), warning -> {}));
            try (ServerSocket outbound = listen(workload.network(), "::1", 4140);
                    ServerSocket inbound = listen(workload.network(), "::", 4143);
                    ServerSocket application = listen(workload.network(), "::", 8080)) {
                String address = AddressPool.ipv6(workload.address()).getHostAddress();
                assertThat(arrives(outbound, workload.network(), "fd00:42::ff00", 80))
                        .isTrue();
                assertThat(arrives(inbound, root.namespaces.bridge(), address, 8080))
                        .isTrue();
                assertThat(arrives(application, workload.network(), "::1", 8080))
                        .isTrue();
                assertThat(arrives(application, workload.network(), address, 8080))
                        .isTrue();
            }
        }
    }

    @Test
    void relayLeadsFromTheHostIntoANamespace() throws IOException {
        try (Workload server = root.start("server", "sleep", "600");
                ServerSocket listener = listen(server.network(), "127.0.0.1", 8084);
                Relay relay = Relay.start(
                        0, server.network(), new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8084));
                Socket browser = new Socket(InetAddress.ofLiteral("127.0.0.1"), relay.port());
                Socket accepted = listener.accept()) {
            browser.getOutputStream().write("ping".getBytes(US_ASCII));
            browser.shutdownOutput();
            assertThat(accepted.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("ping");
            accepted.getOutputStream().write("pong".getBytes(US_ASCII));
            accepted.shutdownOutput();
            assertThat(browser.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("pong");
        }
    }

    @Test
    void namespaceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> InNamespace.connect(
                        "weft-none", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1), PATIENCE))
                .hasMessageContaining("weft-none");
    }

    @Test
    void rulesRedirectWhatLeavesAndWhatArrivesButNotLoopback() throws IOException {
        try (Workload workload = root.start("web", "sleep", "600")) {
            Namespaces.redirect(workload.network(), RedirectSettings.forAnnotations(Map.of(), warning -> {}));
            try (ServerSocket outbound = listen(workload.network(), "127.0.0.1", 4140);
                    ServerSocket inbound = listen(workload.network(), "0.0.0.0", 4143);
                    ServerSocket admin = listen(workload.network(), "0.0.0.0", 4191);
                    ServerSocket application = listen(workload.network(), "0.0.0.0", 8080)) {
                assertThat(arrives(outbound, workload.network(), "10.96.0.1", 80))
                        .isTrue();
                String address = workload.address().getHostAddress();
                assertThat(arrives(inbound, root.namespaces.bridge(), address, 8080))
                        .isTrue();
                assertThat(arrives(admin, root.namespaces.bridge(), address, 4191))
                        .isTrue();
                assertThat(arrives(application, workload.network(), "127.0.0.1", 8080))
                        .isTrue();
                assertThat(arrives(application, workload.network(), address, 8080))
                        .isTrue();
            }
        }
    }

    @Test
    void rulesAppliedTwiceStandOnce() {
        try (Workload workload = root.start("web", "sleep", "600")) {
            RedirectSettings settings = RedirectSettings.forAnnotations(Map.of(), warning -> {});
            Namespaces.redirect(workload.network(), settings);
            String once = rules(workload);
            Namespaces.redirect(workload.network(), settings);

            assertThat(rules(workload)).isEqualTo(once).contains("-A OUTPUT", "-A PREROUTING", "--uid-owner 2102");
        }
    }

    @Test
    void serviceGoesWithTheLastWorkloadThatNeedsIt() {
        Program program = new Program.Host(List.of("sleep", "600"), User.ROOT, List.of(), false);
        WorkloadSpec spec = WorkloadSpec.of("shop", "web", "web", List.of(), program)
                .withInjected(false)
                .withService("web");
        Path service = root.directory.manifests().resolve("service.shop.web.yaml");
        try (Workload first = Workload.start(root.context, spec, event -> {})) {
            Workload second = Workload.start(root.context, spec, event -> {});
            second.close();

            assertThat(service).as("still needed by " + first.pod()).exists();
        }

        assertThat(service).doesNotExist();
    }

    @Test
    void whatAKilledRunnerLeftIsPrunedAndTheLivingAreLeftAlone() throws Exception {
        Path other = folder.resolve("killed");
        Process runner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunnerMain.class.getName(),
                        other.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        MeshDirectory killed = MeshDirectory.resolve(other, Map.of());
        Namespaces namespaces = new Namespaces(killed);
        try (Workload living = root.start("living", "sleep", "600")) {
            Root.await(
                    "the other runner has started a workload",
                    () -> processes(namespaces).size() >= 3);
            Prune.run(killed);
            assertThat(processes(namespaces)).as("while its runner lives").hasSizeGreaterThanOrEqualTo(3);
            List<Long> left = processes(namespaces);

            runner.destroyForcibly().waitFor();
            Prune.run(killed);

            assertThat(namespaces.all()).isEmpty();
            Root.await(
                    "all of its processes are gone",
                    () -> left.stream().noneMatch(pid -> ProcessId.of(pid).isPresent()));
            assertThat(files(killed.manifests())).isEmpty();
            assertThat(files(killed.runners())).isEmpty();
            assertThat(files(killed.logs())).isEmpty();
            assertThat(Tool.run("ip", "netns", "pids", living.network())).isNotBlank();
        } finally {
            runner.destroyForcibly().waitFor();
        }
    }

    private static String rules(Workload workload) {
        return Tool.run("ip", "netns", "exec", workload.network(), "iptables", "-t", "nat", "-S");
    }

    private static int end(Workload workload) throws InterruptedException, ExecutionException, TimeoutException {
        return workload.end().get(20, TimeUnit.SECONDS);
    }

    private static ServerSocket listen(String network, String address, int port) {
        return InNamespace.call(network, () -> new ServerSocket(port, 5, InetAddress.ofLiteral(address)));
    }

    private static boolean arrives(ServerSocket at, String from, String address, int port) throws IOException {
        at.setSoTimeout(3000);
        InetSocketAddress dialled = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        try (var client = InNamespace.connect(from, dialled, PATIENCE);
                Socket accepted = at.accept()) {
            return client.isConnected() && accepted.isConnected();
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    private static List<Long> processes(Namespaces namespaces) {
        return namespaces.all().stream()
                .filter(name -> Files.exists(Path.of("/run/netns", name)))
                .flatMap(name -> Tool.run("ip", "netns", "pids", name).lines())
                .map(Long::valueOf)
                .toList();
    }

    private List<Path> logs() throws IOException {
        return files(root.directory.logs());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}

package io.weft.identity.mint;

import static io.weft.identity.mint.Pods.pod;
import static io.weft.identity.mint.Pods.runBy;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.IdentityGrpc;
import io.weft.api.weftidentity.MintRequest;
import io.weft.api.weftidentity.MintResponse;
import io.weft.api.weftidentity.WorkloadTokensGrpc;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.SignedTokenReviewer;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Resource;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MintServerTest {
    private static final ProcFiles PROCESSES = new ProcFiles();
    private static final long SELF = ProcessHandle.current().pid();
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);
    private static final EventLoopGroup LOOP = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private static final TokenKeys KEYS = new TokenKeys();

    @TempDir
    private Path directory = Path.of("");

    private final PodIndex pods = new PodIndex();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Optional<MintServer> server = Optional.empty();
    private Optional<ManagedChannel> channel = Optional.empty();

    @BeforeAll
    static void loadKey() {
        KEYS.update(Optional.of(Pem.of(KeyKind.P256.generate().getPrivate())));
    }

    @AfterAll
    static void end() {
        EXECUTOR.shutdownNow();
        LOOP.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    @AfterEach
    void close() throws Exception {
        channel.ifPresent(ManagedChannel::shutdownNow);
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @Test
    void runnerGetsATokenForItsWorkload() throws Exception {
        pods.reset(List.of(ours("web-1")));
        MintResponse minted = mint("web-1", "web");

        assertThat(new SignedTokenReviewer(KEYS, Clock.systemUTC())
                        .review(minted.getToken().toByteArray()))
                .isEqualTo(new ServiceAccount("shop", "web"));
        assertThat(minted.getExpires().getSeconds())
                .isBetween(
                        Clock.systemUTC().instant().getEpochSecond() + 3500,
                        Clock.systemUTC().instant().getEpochSecond() + 3600);
    }

    @Test
    void podWrittenJustNowIsWaitedFor() {
        pods.reset(List.of());
        Thread.ofVirtual().start(() -> pods.apply(ours("web-1")));
        assertThat(mint("web-1", "web").getToken()).isNotEmpty();
    }

    @Test
    void workloadOfAnotherLiveProcessIsRefused() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            long started = PROCESSES.startTime(other.pid()).orElseThrow();
            pods.reset(List.of(pod("shop", "web-1", "web", runBy(other.pid(), started))));
            assertThatThrownBy(() -> mint("web-1", "web"))
                    .hasMessageStartingWith("PERMISSION_DENIED")
                    .hasMessageContaining("process " + other.pid())
                    .hasMessageContaining("not process " + SELF);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(mint("web-1", "web").getToken()).as("its runner is gone now").isNotEmpty();
    }

    @Test
    void workloadWithoutAManifestIsRefused() {
        pods.reset(List.<Resource>of(ours("other")));
        assertThatThrownBy(() -> mint("web-1", "web"))
                .hasMessageStartingWith("FAILED_PRECONDITION")
                .hasMessageContaining("no Pod manifest of that name");
        assertThat(counted("no_pod")).isEqualTo(1);
    }

    @Test
    void workloadWhoseManifestIsGoneIsRefused() {
        pods.reset(List.of(ours("web-1")));
        pods.delete(ours("web-1").id());
        assertThatThrownBy(() -> mint("web-1", "web")).hasMessageStartingWith("FAILED_PRECONDITION");
    }

    @Test
    void nothingIsMintedBeforeTheFolderIsRead() {
        assertThatThrownBy(() -> mint("web-1", "web")).hasMessageStartingWith("UNAVAILABLE");
        assertThat(counted("not_loaded")).isEqualTo(1);
    }

    @Test
    void namesThatAreNoneAreRefused() {
        pods.reset(List.of(ours("web-1")));
        assertThatThrownBy(() -> mint("web/1", "web")).hasMessageStartingWith("INVALID_ARGUMENT");
        assertThatThrownBy(() -> mint("web-1", "web:x")).hasMessageStartingWith("INVALID_ARGUMENT");
        assertThat(counted("malformed")).isEqualTo(2);
    }

    @Test
    void certifyIsNotServedOnTheSocket() {
        assertThatThrownBy(() -> IdentityGrpc.newBlockingStub(connect())
                        .withDeadlineAfter(20, SECONDS)
                        .certify(CertifyRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void socketAndItsDirectoryAreForTheirOwnerAlone() throws Exception {
        connect();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("run"))))
                .isEqualTo("rwx------");
    }

    @Test
    void socketIsRemovedAtTheEnd() throws Exception {
        connect();
        server.orElseThrow().close();
        server = Optional.empty();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void socketOfADeadServiceIsReplaced() throws Exception {
        makeDirectory("rwx------");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();
        pods.reset(List.of(ours("web-1")));
        assertThat(mint("web-1", "web").getToken()).isNotEmpty();
    }

    @Test
    void socketOfALiveServiceIsLeftAlone() throws Exception {
        makeDirectory("rwx------");
        try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            live.bind(UnixDomainSocketAddress.of(socket()));
            assertThatThrownBy(this::open)
                    .isInstanceOf(MintSocketException.class)
                    .hasMessageContaining("Another process listens");
            assertThat(socket()).exists();
        }
    }

    @Test
    void fileInTheSocketsPlaceIsLeftAlone() throws Exception {
        makeDirectory("rwx------");
        Files.writeString(socket(), "precious");
        assertThatThrownBy(this::open).isInstanceOf(MintSocketException.class).hasMessageContaining("no socket");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void directoryOpenToOthersIsRefused() throws Exception {
        makeDirectory("rwxr-x---");
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        MintSocketException.class, e -> assertThat(e.advice()).contains("chmod 700"));
    }

    private MintResponse mint(String name, String account) {
        return WorkloadTokensGrpc.newBlockingStub(connect())
                .withDeadlineAfter(20, SECONDS)
                .mint(MintRequest.newBuilder()
                        .setNamespace("shop")
                        .setServiceAccount(account)
                        .setName(name)
                        .build());
    }

    private ManagedChannel connect() {
        if (server.isEmpty()) {
            open();
        }
        if (channel.isEmpty()) {
            channel = Optional.of(NettyChannelBuilder.forAddress(new DomainSocketAddress(socket().toFile()))
                    .eventLoopGroup(LOOP)
                    .channelType(EpollDomainSocketChannel.class)
                    .usePlaintext()
                    .build());
        }
        return channel.get();
    }

    private void open() {
        MintCalls calls = new MintCalls(
                pods,
                MintRules.ofUser(ownUser()),
                new TokenMint(KEYS, Clock.systemUTC()),
                new MintMeter(registry),
                Duration.ofMillis(300),
                EXECUTOR);
        server = Optional.of(MintServer.open(socket(), calls, EXECUTOR));
    }

    private static long ownUser() {
        try {
            return Integer.toUnsignedLong((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double counted(String outcome) {
        return registry.get("identity.mints").tag("outcome", outcome).counter().count();
    }

    private Path socket() {
        return directory.resolve("run/mint.sock");
    }

    private void makeDirectory(String mode) throws Exception {
        Files.setPosixFilePermissions(
                Files.createDirectory(directory.resolve("run")), PosixFilePermissions.fromString(mode));
    }

    private static Pod ours(String name) {
        return pod("shop", name, "web", runBy(SELF, PROCESSES.startTime(SELF).orElseThrow()));
    }
}

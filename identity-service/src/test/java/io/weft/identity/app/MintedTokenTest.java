package io.weft.identity.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
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
import io.weft.testkit.pki.TestCsr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's way to a leaf: a manifest in the folder, a token from the socket, a certificate from the port. */
class MintedTokenTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    @Test
    void workloadOfTheFolderGetsATokenAndALeaf(@TempDir Path directory) throws Exception {
        Path manifests = Files.createDirectory(directory.resolve("manifests"));
        Path socket = directory.resolve("run/mint.sock");
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (Service service = new Service(
                directory.resolve("identity"),
                "--mesh.identity.bootstrap=true",
                "--mesh.identity.mint-socket=" + socket,
                "--mesh.feed.folder.path=" + manifests)) {
            ManagedChannel launcher = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                    .eventLoopGroup(loop)
                    .channelType(EpollDomainSocketChannel.class)
                    .usePlaintext()
                    .build();
            try {
                writePod(manifests);
                ByteString token = mint(launcher, "web").getToken();
                assertThat(IdentityGrpc.newBlockingStub(service.channel)
                                .withDeadlineAfter(20, SECONDS)
                                .certify(CertifyRequest.newBuilder()
                                        .setIdentity(WEB)
                                        .setToken(token)
                                        .setCertificateSigningRequest(ByteString.copyFrom(
                                                TestCsr.of(WEB).der()))
                                        .build())
                                .getLeafCertificate())
                        .isNotEmpty();
                assertThatThrownBy(() -> mint(launcher, "api")).hasMessageStartingWith("FAILED_PRECONDITION");
            } finally {
                launcher.shutdownNow();
            }
        } finally {
            loop.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
        }
        assertThat(socket).doesNotExist();
    }

    private static MintResponse mint(ManagedChannel launcher, String account) {
        return WorkloadTokensGrpc.newBlockingStub(launcher)
                .withDeadlineAfter(20, SECONDS)
                .mint(MintRequest.newBuilder()
                        .setNamespace("shop")
                        .setServiceAccount(account)
                        .setName("web-k3x9p")
                        .build());
    }

    private static void writePod(Path manifests) throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String startTime = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        Path aside = Files.writeString(manifests.resolve(".pod.shop.web-k3x9p.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata:
                  namespace: shop
                  name: web-k3x9p
                  annotations: {weft.io/pid: "%d", weft.io/start-time: "%s"}
                spec:
                  serviceAccountName: web
                """.formatted(
                        ProcessHandle.current().pid(), startTime));
        Files.move(aside, manifests.resolve("pod.shop.web-k3x9p.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }
}

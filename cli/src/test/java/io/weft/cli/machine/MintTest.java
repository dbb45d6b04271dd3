package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.weft.api.weftidentity.MintRequest;
import io.weft.api.weftidentity.MintResponse;
import io.weft.api.weftidentity.WorkloadTokensGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MintTest {
    private static final Instant EXPIRY = Instant.parse("2026-01-01T01:00:00Z");
    private static final PodName WEB = new PodName("shop", "web-k3x9p");

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        server = NettyServerBuilder.forAddress(
                        new DomainSocketAddress(folder.resolve("mint.sock").toFile()))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null) // unknown to unix sockets
                .addService(new Tokens())
                .build()
                .start();
    }

    @AfterEach
    void end() throws InterruptedException {
        assertThat(server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void tokenIsAskedForOneWorkload() {
        try (Mint mint = new Mint(folder.resolve("mint.sock"))) {
            assertThat(mint.mint(WEB, "clerk")).isEqualTo(new Mint.Token("shop/web-k3x9p as clerk", EXPIRY));
        }
    }

    @Test
    void refusalSaysWhy() {
        try (Mint mint = new Mint(folder.resolve("mint.sock"))) {
            assertThatThrownBy(() -> mint.mint(WEB, "king"))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("shop.web-k3x9p")
                    .hasMessageContaining("PERMISSION_DENIED")
                    .hasMessageContaining("the pod runs as another account");
        }
    }

    @Test
    void socketThatIsNotThereIsNamed() {
        try (Mint mint = new Mint(folder.resolve("nothing.sock"))) {
            assertThatThrownBy(() -> mint.mint(WEB, "clerk")).hasMessageContaining("nothing.sock");
        }
    }

    private static final class Tokens extends WorkloadTokensGrpc.WorkloadTokensImplBase {
        @Override
        public void mint(MintRequest request, StreamObserver<MintResponse> out) {
            if (request.getServiceAccount().equals("king")) {
                out.onError(Status.PERMISSION_DENIED
                        .withDescription("the pod runs as another account")
                        .asRuntimeException());
                return;
            }
            String text = request.getNamespace() + "/" + request.getName() + " as " + request.getServiceAccount();
            out.onNext(MintResponse.newBuilder()
                    .setToken(ByteString.copyFromUtf8(text))
                    .setExpires(Timestamp.newBuilder().setSeconds(EXPIRY.getEpochSecond()))
                    .build());
            out.onCompleted();
        }
    }
}

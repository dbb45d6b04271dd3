package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.weft.api.weftidentity.MintRequest;
import io.weft.api.weftidentity.MintResponse;
import io.weft.api.weftidentity.WorkloadTokensGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Asks identity-service for workloads' tokens, on its unix socket.
 *
 * <p>Threading: any thread; calls wait. One event loop of its own until closed.
 *
 * @see "one-machine, Tokens"
 */
final class Mint implements AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(5);

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Path socket;
    private final ManagedChannel channel;
    private final WorkloadTokensGrpc.WorkloadTokensBlockingStub tokens;

    /** A token and when it ceases to be good. */
    record Token(String text, Instant expires) {
        /** Never the token itself. */
        @Override
        public String toString() {
            return "a token good until " + expires;
        }
    }

    /** @param socket need not be there yet */
    Mint(Path socket) {
        this.socket = socket;
        channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(loop)
                .overrideAuthority("localhost")
                .withOption(ChannelOption.SO_KEEPALIVE, null) // unknown to unix sockets
                .usePlaintext()
                .build();
        tokens = WorkloadTokensGrpc.newBlockingStub(channel);
    }

    /**
     * One attempt.
     *
     * @throws MachineException if identity-service refuses or cannot be reached; the message says why
     */
    Token mint(PodName pod, String serviceAccount) {
        if (!Files.exists(socket)) {
            throw new MachineException("identity-service has not opened " + socket + ": is the mesh up?");
        }
        MintRequest request = MintRequest.newBuilder()
                .setNamespace(pod.namespace())
                .setName(pod.name())
                .setServiceAccount(serviceAccount)
                .build();
        try {
            channel.resetConnectBackoff();
            MintResponse response = tokens.withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .mint(request);
            return new Token(
                    response.getToken().toString(US_ASCII),
                    Instant.ofEpochSecond(
                            response.getExpires().getSeconds(),
                            response.getExpires().getNanos()));
        } catch (StatusRuntimeException e) {
            Status status = e.getStatus();
            throw new MachineException(
                    "identity-service gave no token for " + pod + ": " + status.getCode() + " "
                            + status.getDescription(),
                    e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}

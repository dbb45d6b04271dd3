package io.weft.proxy.outbound.endpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import io.weft.core.Endpoint;
import io.weft.core.Ticker;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.transport.Connector;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code connection_errors_total} of dials that fail. */
class EndpointConnectorTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final MeshTls tls = new MeshTls(TestAuthority.create().anchors(), PATIENCE);
    private final List<Socket> waiting = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : waiting) {
            socket.close();
        }
        tls.close();
        loops.shutdownGracefully().sync();
    }

    /** The kernel says nothing to whoever finds the queue of a listener full. */
    @Test
    void aDialThatNobodyAnswersIsCountedOnce() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full);
            Future<Channel> dialled = dial((InetSocketAddress) full.getLocalSocketAddress());

            assertThat(dialled.cause()).hasMessageContaining("timed out");
            assertThat(errors())
                    .containsExactly(
                            "connection_errors_total{direction=\"outbound\",peer=\"dst\",error=\"timeout\"} 1");
        }
    }

    /** Its kernel took the connection, and it was gone before ours had told anybody. */
    @Test
    void aResetInTheMidstOfADialIsAReset() throws Exception {
        try (ServerSocketChannel hasty = ServerSocketChannel.open()) {
            hasty.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            hasty.configureBlocking(false);
            Future<Channel> dialled = loop.submit(() -> {
                        later(5, () -> reset(hasty)); // the connection has begun, and the loop has not looked at it
                        return begin((InetSocketAddress) hasty.getLocalAddress());
                    })
                    .get();

            assertThat(dialled.await().isSuccess()).isFalse();
            assertThat(errors())
                    .containsExactly("connection_errors_total{direction=\"outbound\",peer=\"dst\",error=\"reset\"} 1");
        }
    }

    private void later(int tasks, Runnable what) {
        loop.execute(tasks == 0 ? what : () -> later(tasks - 1, what));
    }

    private static void reset(ServerSocketChannel listener) {
        try (SocketChannel accepted = requireNonNull(listener.accept())) {
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(ServerSocket listener) throws IOException {
        while (true) {
            Socket next = new Socket();
            waiting.add(next);
            try {
                next.connect(listener.getLocalSocketAddress(), 500);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    private Future<Channel> dial(InetSocketAddress address) throws Exception {
        return begin(address).await();
    }

    private Future<Channel> begin(InetSocketAddress address) {
        EndpointConnector connector = new EndpointConnector(
                new Connector(PATIENCE, Optional.empty(), Optional.empty()),
                tls,
                new OutsideTls(Optional.empty(), Runnable::run, PATIENCE),
                PATIENCE,
                any -> false,
                registry,
                Ticker.system());
        return connector.dial(loop, Endpoint.bare(address), Optional.empty(), Labels.EMPTY);
    }

    /** Once all that the failure sets going on the loop is over. */
    private List<String> errors() throws Exception {
        for (int tasks = 0; tasks < 10; tasks++) {
            loop.submit(() -> {}).sync();
        }
        return loop.submit(() -> new Exposition(registry)
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("connection_errors_total{"))
                        .toList())
                .get();
    }
}

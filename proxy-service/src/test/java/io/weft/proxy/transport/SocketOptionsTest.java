package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

/** proxy-behaviour, 1: sockets; proxy-env: …_KEEPALIVE and …_USER_TIMEOUT. As the kernel has them. */
class SocketOptionsTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(1);

    /**
     * What the kernel says of a socket.
     *
     * @param idle seconds; 0 where there are no probes
     * @param userTimeout milliseconds; 0: the system's default
     */
    record Options(boolean noDelay, boolean keepAlive, int idle, int userTimeout) {}

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    @Test
    void acceptedConnectionsAreProbedAndGivenUpAsConfigured() throws Exception {
        Options told = connect(
                new Connector(Duration.ofSeconds(5), Optional.empty(), Optional.empty()),
                Optional.of(Duration.ofSeconds(11)),
                Optional.of(Duration.ofSeconds(13)))[1];

        assertThat(told).isEqualTo(new Options(true, true, 11, 13_000));
    }

    @Test
    void dialledConnectionsAreProbedAndGivenUpAsConfigured() throws Exception {
        Connector connector = new Connector(
                Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(17)), Optional.of(Duration.ofSeconds(19)));
        Options told = connect(connector, Optional.empty(), Optional.empty())[0];

        assertThat(told).isEqualTo(new Options(true, true, 17, 19_000));
    }

    @Test
    void withoutAWordOfItTheSystemDecidesButNothingIsHeldBack() throws Exception {
        Connector connector = new Connector(Duration.ofSeconds(5), Optional.empty(), Optional.empty());
        Options theSystems = new Options(true, false, 0, 0);

        assertThat(connect(connector, Optional.empty(), Optional.empty())).containsExactly(theSystems, theSystems);
    }

    /** The dialled end and the accepted one. */
    private Options[] connect(Connector connector, Optional<Duration> keepalive, Optional<Duration> userTimeout)
            throws Exception {
        DisposableServer server = new Listener(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        keepalive,
                        userTimeout,
                        OptionalInt.empty())
                .listen(loops, accepted::add);
        Channel dialled = connector
                .dial(
                        loops.next(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                        channel -> {})
                .get();
        Channel other = accepted.poll(20, TimeUnit.SECONDS);
        Options[] both = {options(dialled), options(other)};
        dialled.close().sync();
        server.disposeNow();
        return both;
    }

    private static Options options(Channel channel) {
        EpollSocketChannelConfig asked = ((EpollSocketChannel) channel).config();
        return new Options(
                asked.isTcpNoDelay(),
                asked.isKeepAlive(),
                asked.isKeepAlive() ? asked.getTcpKeepIdle() : 0,
                asked.getTcpUserTimeout());
    }
}

package io.weft.proxy.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.weft.proxy.config.Environments;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyEnv;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** proxy-env, 2.2: …_TCP_LISTEN_BACKLOG, …_ACCEPT_… and …_CONNECT_…, each on the sockets of its side and no other's. */
class SocketsOfEnvironmentTest {
    private static final Map<String, String> SET = Map.of(
            "INBOUND_TCP_LISTEN_BACKLOG", "7",
            "INBOUND_ACCEPT_KEEPALIVE", "11s",
            "INBOUND_ACCEPT_USER_TIMEOUT", "13s",
            "INBOUND_CONNECT_KEEPALIVE", "17s",
            "INBOUND_CONNECT_USER_TIMEOUT", "19s",
            "OUTBOUND_TCP_LISTEN_BACKLOG", "23",
            "OUTBOUND_ACCEPT_KEEPALIVE", "29s",
            "OUTBOUND_ACCEPT_USER_TIMEOUT", "31s",
            "OUTBOUND_CONNECT_KEEPALIVE", "37s",
            "OUTBOUND_CONNECT_USER_TIMEOUT", "41s");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(1);
    private final Drain drain = new Drain(Duration.ofMillis(50));

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private ProxyConfig config;

    /**
     * What the sockets of one side are told.
     *
     * @param backlog of the listener
     * @param idle seconds before an accepted connection is probed
     * @param userTimeout milliseconds, of an accepted connection
     * @param dialledIdle as idle, of one that is dialled
     * @param dialledUserTimeout as userTimeout, of one that is dialled
     */
    record Side(int backlog, int idle, int userTimeout, int dialledIdle, int dialledUserTimeout) {}

    @BeforeEach
    void read() throws IOException {
        Map<String, String> environment = Environments.minimal(directory);
        SET.forEach((suffix, value) -> Environments.set(environment, suffix, value));
        Environments.set(environment, "INBOUND_CONNECT_TIMEOUT", "20s");
        Environments.set(environment, "OUTBOUND_CONNECT_TIMEOUT", "20s");
        config = ProxyEnv.read(environment);
    }

    @AfterEach
    void stop() {
        drain.run();
        loops.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    @Test
    void inbound() throws Exception {
        assertThat(sockets(config.inbound().accept(), config.inbound().connect()))
                .isEqualTo(new Side(7, 11, 13_000, 17, 19_000));
    }

    @Test
    void outbound() throws Exception {
        assertThat(sockets(config.outbound().accept(), config.outbound().connect()))
                .isEqualTo(new Side(23, 29, 31_000, 37, 41_000));
    }

    private Side sockets(ProxyConfig.Accept accept, ProxyConfig.Connect connect) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.take());
        Listening listening = new Listening(loops, drain);
        listening.on(address, accept, accepted::add);
        listening.open();
        Channel dialled = Settings.connector(connect)
                .dial(loops.next(), address, channel -> {})
                .get();
        Channel taken = requireNonNull(accepted.poll(20, TimeUnit.SECONDS));
        EpollSocketChannelConfig in = ((EpollSocketChannel) taken).config();
        EpollSocketChannelConfig out = ((EpollSocketChannel) dialled).config();
        int backlog = ((EpollServerSocketChannel) taken.parent()).config().getBacklog();
        Side told = new Side(
                backlog, in.getTcpKeepIdle(), in.getTcpUserTimeout(), out.getTcpKeepIdle(), out.getTcpUserTimeout());
        dialled.close().sync();
        return told;
    }
}

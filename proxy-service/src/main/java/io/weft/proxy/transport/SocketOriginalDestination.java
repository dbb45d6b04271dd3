package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the socket: {@code SO_ORIGINAL_DST}, a {@code sockaddr} of 16 bytes (IPv4) or 28 (IPv6), port at byte 2, address at
 * byte 4 or 8. A connection that no rule redirected answers with its own local address.
 */
public final class SocketOriginalDestination implements OriginalDestination {
    private static final Logger log = LoggerFactory.getLogger(SocketOriginalDestination.class);
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int SO_ORIGINAL_DST = 80;
    private static final RawUnixChannelOption V4 =
            new RawUnixChannelOption("SO_ORIGINAL_DST", SOL_IP, SO_ORIGINAL_DST, 16);
    private static final RawUnixChannelOption V6 =
            new RawUnixChannelOption("IP6T_SO_ORIGINAL_DST", SOL_IPV6, SO_ORIGINAL_DST, 28);

    @Override
    public Optional<InetSocketAddress> of(Channel accepted) {
        if (!(accepted instanceof EpollSocketChannel socket) || socket.localAddress() == null) {
            return Optional.empty();
        }
        InetSocketAddress local = socket.localAddress();
        boolean v6 = local.getAddress().getAddress().length == 16;
        try {
            ByteBuffer answer = socket.config().getOption(v6 ? V6 : V4);
            return Optional.of(read(answer, v6 ? 8 : 4, v6 ? 16 : 4));
        } catch (IOException | ChannelException noAnswer) {
            log.debug("{} has no original destination: {}", accepted, noAnswer.toString());
            return Optional.empty();
        }
    }

    private static InetSocketAddress read(ByteBuffer sockaddr, int offset, int length) throws UnknownHostException {
        byte[] address = new byte[length];
        sockaddr.get(offset, address);
        int port = (sockaddr.get(2) & 0xff) << 8 | (sockaddr.get(3) & 0xff);
        return new InetSocketAddress(InetAddress.getByAddress(address), port);
    }
}

package io.weft.proxy.control;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.handler.ssl.SslHandler;
import io.weft.core.WorkloadIdentity;
import java.util.Optional;

/**
 * Makes sockets that pace themselves and speak TLS before gRPC knows of them. gRPC's own TLS insists on ALPN, which a mesh
 * does not use on control traffic; so gRPC believes in plaintext, and the TLS handler, ahead of gRPC's in the pipeline, holds
 * its bytes back until the handshake is over.
 */
final class ControlSockets implements ChannelFactory<Channel> {
    private final ChannelFactory<? extends Channel> sockets;
    private final ConnectPace pace;
    private final ControlFailures failures;
    private final ControlTls tls;
    private final ServerTrouble trouble;
    private final Optional<WorkloadIdentity> server;

    /** @param server empty: plaintext */
    ControlSockets(
            ChannelFactory<? extends Channel> sockets,
            ConnectPace pace,
            ControlFailures failures,
            ControlTls tls,
            ServerTrouble trouble,
            Optional<WorkloadIdentity> server) {
        this.sockets = sockets;
        this.pace = pace;
        this.failures = failures;
        this.tls = tls;
        this.trouble = trouble;
        this.server = server;
    }

    @Override
    public Channel newChannel() {
        Channel channel = sockets.newChannel();
        channel.pipeline().addLast("control-pace", pace.newHandler());
        channel.pipeline().addLast("control-failures", failures.newHandler());
        server.ifPresent(name -> secure(channel, name));
        return channel;
    }

    private void secure(Channel channel, WorkloadIdentity name) {
        SslHandler handler = tls.newHandler(channel.alloc(), name);
        channel.pipeline().addLast("control-tls", handler);
        channel.pipeline().addLast("control-identity", new ServerIdentityHandler(handler, name, trouble));
    }
}

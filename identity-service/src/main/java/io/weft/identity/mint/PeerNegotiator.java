package io.weft.identity.mint;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.util.AsciiString;
import java.io.IOException;

/**
 * Plaintext, with the peer's credentials among the attributes of each connection.
 *
 * <p>gRPC shows a service the address of its peer and nothing else of the channel, and a unix socket's address says nothing.
 * The channel is seen only while the connection is negotiated; hence gRPC's internal seam, which stands between its plain
 * negotiator's two halves.
 */
final class PeerNegotiator implements ProtocolNegotiator {

    static ServerCredentials credentials() {
        return InternalNettyServerCredentials.create(new PeerNegotiator());
    }

    /** Puts {@link Peer} into the context of each call. */
    static ServerInterceptor interceptor() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                Context context = Context.current()
                        .withValue(Peer.CONTEXT, call.getAttributes().get(Peer.ATTRIBUTE));
                return Contexts.interceptCall(context, call, headers, next);
            }
        };
    }

    @Override
    public AsciiString scheme() {
        return AsciiString.of("http");
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        ChannelHandler next = InternalProtocolNegotiators.grpcNegotiationHandler(grpc);
        return InternalProtocolNegotiators.waitUntilActiveHandler(new PeerHandler(next), grpc.getNegotiationLogger());
    }

    @Override
    public void close() {}

    /** Adds the peer to the negotiation's result and makes way for the next handler. Event loop only. */
    private static final class PeerHandler extends ChannelInboundHandlerAdapter {
        private final ChannelHandler next;

        PeerHandler(ChannelHandler next) {
            this.next = next;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws IOException {
            if (!(event instanceof ProtocolNegotiationEvent negotiated)) {
                context.fireUserEventTriggered(event);
                return;
            }
            var channel = (EpollDomainSocketChannel) context.channel();
            Attributes attributes = InternalProtocolNegotiationEvent.getAttributes(negotiated).toBuilder()
                    .set(Peer.ATTRIBUTE, Peer.of(channel.peerCredentials()))
                    .build();
            context.pipeline().replace(this, null, next);
            context.fireUserEventTriggered(InternalProtocolNegotiationEvent.withAttributes(negotiated, attributes));
        }
    }
}

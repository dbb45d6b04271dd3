package io.weft.proxy.tap.serve;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AsciiString;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RootCause;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.TlsDetectHandler;
import io.weft.proxy.tls.TlsStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mesh TLS under gRPC, as on the admin port: detected, so that whoever comes without is told so in gRPC's terms. Only one
 * identity is let in.
 *
 * <p>gRPC has no way to look at a channel before its calls but this internal seam.
 */
final class TapNegotiator implements ProtocolNegotiator {
    private static final Logger log = LoggerFactory.getLogger(TapNegotiator.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Attributes.Key<TlsStatus> TLS = Attributes.Key.create("mesh-tls");

    private final MeshTls tls;
    private final WorkloadIdentity localName;

    private TapNegotiator(MeshTls tls, WorkloadIdentity localName) {
        this.tls = tls;
        this.localName = localName;
    }

    static ServerCredentials credentials(MeshTls tls, WorkloadIdentity localName) {
        return InternalNettyServerCredentials.create(new TapNegotiator(tls, localName));
    }

    /** Turns away whoever is not {@code allowed}. */
    static ServerInterceptor only(WorkloadIdentity allowed) {
        RefusalLog refusals = new RefusalLog(log, Ticker.system());
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                Optional<String> refusal = refusal(call.getAttributes().get(TLS), allowed);
                if (refusal.isEmpty()) {
                    return next.startCall(call, headers);
                }
                refusals.info(RefusalLog.Reason.UNAUTHORIZED, () -> "refused to show traffic: " + refusal.get());
                call.close(Status.UNAUTHENTICATED.withDescription(refusal.get()), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        };
    }

    private static Optional<String> refusal(@Nullable TlsStatus status, WorkloadIdentity allowed) {
        Optional<WorkloadIdentity> client =
                status instanceof TlsStatus.Established established ? established.client() : Optional.empty();
        if (client.isPresent() && client.get().equals(allowed)) {
            return Optional.empty();
        }
        String who = client.map(identity -> "the client is " + identity.name())
                .orElse(
                        status instanceof TlsStatus.Established
                                ? "the client shows no certificate"
                                : "the client speaks no mesh TLS");
        return Optional.of(who + "; " + allowed.name() + " is required");
    }

    @Override
    public AsciiString scheme() {
        return AsciiString.of("https");
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        ChannelHandler next = InternalProtocolNegotiators.grpcNegotiationHandler(grpc);
        return InternalProtocolNegotiators.waitUntilActiveHandler(new TlsHandler(next), grpc.getNegotiationLogger());
    }

    @Override
    public void close() {}

    /** Adds what TLS proved to the negotiation's result and makes way for the next handler. Event loop only. */
    private final class TlsHandler extends ChannelInboundHandlerAdapter {
        private final ChannelHandler next;

        TlsHandler(ChannelHandler next) {
            this.next = next;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof ProtocolNegotiationEvent negotiated)) {
                context.fireUserEventTriggered(event);
                return;
            }
            context.pipeline()
                    .addBefore(
                            context.name(),
                            null,
                            new TlsDetectHandler(tls, localName.name(), false, TIMEOUT, settled(context, negotiated)));
        }

        private TlsDetectHandler.Next settled(ChannelHandlerContext here, ProtocolNegotiationEvent negotiated) {
            return new TlsDetectHandler.Next() {
                @Override
                public void detected(ChannelHandlerContext ctx, TlsStatus status) {
                    Attributes attributes = InternalProtocolNegotiationEvent.getAttributes(negotiated).toBuilder()
                            .set(TLS, status)
                            .build();
                    ProtocolNegotiationEvent told =
                            InternalProtocolNegotiationEvent.withAttributes(negotiated, attributes);

                    here.pipeline().replace(TlsHandler.this, null, next);
                    here.fireUserEventTriggered(told);
                }

                @Override
                public void failed(ChannelHandlerContext ctx, Throwable cause) {
                    log.debug("refused TLS on the tap port: {}", RootCause.of(cause));
                }
            };
        }
    }
}

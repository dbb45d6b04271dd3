package io.weft.proxy.control;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A plaintext gRPC server on a free port that remembers the authority of every call. */
public final class GrpcServer implements AutoCloseable {
    private final Server server;
    private final Collection<String> authorities = new ConcurrentLinkedQueue<>();

    public GrpcServer(BindableService... services) {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        for (BindableService service : services) {
            builder.addService(service);
        }
        try {
            server = builder.intercept(new Authorities()).build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public List<String> authorities() {
        return List.copyOf(authorities);
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Authorities implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            authorities.add(String.valueOf(call.getAuthority()));
            return next.startCall(call, headers);
        }
    }
}

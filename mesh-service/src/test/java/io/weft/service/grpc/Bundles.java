package io.weft.service.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.core.Latest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A server with one watched value, and readers of it. */
final class Bundles implements AutoCloseable {
    final Latest<String> value = new Latest<>("");
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    final WatchStreams streams = new WatchStreams(executor);
    private final Server server;
    private final ManagedChannel channel;

    /** @param padding bytes added to each message, so that few of them fill the window */
    Bundles(int padding, WatchTranslator<String, String> translator) throws IOException {
        ByteString filler = ByteString.copyFrom(new byte[padding]);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(executor)
                .addService(new TrustBundleGrpc.TrustBundleImplBase() {
                    @Override
                    public void watch(WatchRequest request, StreamObserver<Bundle> out) {
                        streams.serve(value, text -> messages(translator.translate(text), filler), out);
                    }
                })
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
                .usePlaintext()
                .build();
    }

    /** Says each value but the empty one in one message. */
    static WatchTranslator<String, String> plain() {
        return text -> text.isEmpty() ? List.of() : List.of(text);
    }

    private static List<Bundle> messages(List<String> versions, ByteString filler) {
        return versions.stream()
                .map(version -> Bundle.newBuilder()
                        .setVersion(version)
                        .addAnchors(filler)
                        .build())
                .toList();
    }

    Reader read() {
        Reader reader = new Reader();
        TrustBundleGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), reader);
        return reader;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        executor.shutdownNow();
    }

    /** Takes one message for each {@link #request}. */
    static final class Reader implements ClientResponseObserver<WatchRequest, Bundle> {
        final BlockingQueue<String> versions = new LinkedBlockingQueue<>();
        final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
        private final CompletableFuture<ClientCallStreamObserver<WatchRequest>> call = new CompletableFuture<>();

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
            stream.disableAutoRequestWithInitial(0);
            call.complete(stream);
        }

        Reader request(int count) {
            call.join().request(count);
            return this;
        }

        void cancel() {
            call.join().cancel("enough", null);
        }

        @Override
        public void onNext(Bundle bundle) {
            versions.add(bundle.getVersion());
        }

        @Override
        public void onError(Throwable t) {
            end.complete(t);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }
}

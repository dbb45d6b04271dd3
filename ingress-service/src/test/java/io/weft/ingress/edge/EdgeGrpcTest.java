package io.weft.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeGrpcTest {
    private static final Metadata.Key<String> WHY = Metadata.Key.of("x-why", Metadata.ASCII_STRING_MARSHALLER);
    private static final MethodDescriptor<String, String> ECHO = method("Echo", MethodType.UNARY);
    private static final MethodDescriptor<String, String> FAIL = method("Fail", MethodType.UNARY);
    private static final MethodDescriptor<String, String> CHAT = method("Chat", MethodType.BIDI_STREAMING);

    @SuppressWarnings("NullAway.Init") // before each
    private Server backend;

    @SuppressWarnings("NullAway.Init")
    private OpenEdge edge;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    @BeforeEach
    void open() throws IOException {
        backend = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("test.Shop")
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall(EdgeGrpcTest::echo))
                        .addMethod(FAIL, refusing())
                        .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(EdgeGrpcTest::chat))
                        .build())
                .build()
                .start();
        edge = new OpenEdge(backend.getPort(), "");
        channel = NettyChannelBuilder.forAddress(edge.http())
                .overrideAuthority("app.example.com")
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        edge.close();
        backend.shutdownNow();
    }

    @Test
    void callIsAnsweredAndItsTrailersArrive() {
        assertThat(ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, "hello"))
                .isEqualTo("hello");
    }

    @Test
    void failureAndWhatIsSaidOfItArriveBehindAndInPlaceOfAnAnswer() {
        assertThat(List.of(failure("at once"), failure("late")))
                .containsExactly("NOT_FOUND no such thing because at once", "NOT_FOUND no such thing because late");
    }

    @Test
    void bothSidesSpeakWhileTheOtherDoes() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        StreamObserver<String> speak =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(CHAT, CallOptions.DEFAULT), observer(heard));
        speak.onNext("a");
        String first = heard.poll(20, TimeUnit.SECONDS);
        speak.onNext("b");
        String second = heard.poll(20, TimeUnit.SECONDS);
        speak.onCompleted();

        assertThat(List.of(
                        String.valueOf(first),
                        String.valueOf(second),
                        String.valueOf(heard.poll(20, TimeUnit.SECONDS))))
                .containsExactly("heard a", "heard b", "end");
    }

    private String failure(String when) {
        try {
            return ClientCalls.blockingUnaryCall(channel, FAIL, CallOptions.DEFAULT, when);
        } catch (StatusRuntimeException failed) {
            Metadata trailers = failed.getTrailers() == null ? new Metadata() : failed.getTrailers();
            return failed.getStatus().getCode() + " " + failed.getStatus().getDescription() + " because "
                    + trailers.get(WHY);
        }
    }

    private static void echo(String said, StreamObserver<String> answer) {
        answer.onNext(said);
        answer.onCompleted();
    }

    /** "late" begins an answer first. */
    private static ServerCallHandler<String, String> refusing() {
        return (call, headers) -> {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(String when) {
                    Metadata trailers = new Metadata();
                    trailers.put(WHY, when);
                    if (when.equals("late")) {
                        call.sendHeaders(new Metadata());
                    }
                    call.close(Status.NOT_FOUND.withDescription("no such thing"), trailers);
                }
            };
        };
    }

    private static StreamObserver<String> chat(StreamObserver<String> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String said) {
                answer.onNext("heard " + said);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private static StreamObserver<String> observer(BlockingQueue<String> heard) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String said) {
                heard.add(said);
            }

            @Override
            public void onError(Throwable failure) {
                heard.add(failure.toString());
            }

            @Override
            public void onCompleted() {
                heard.add("end");
            }
        };
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        Text text = new Text();
        return MethodDescriptor.newBuilder(text, text)
                .setType(type)
                .setFullMethodName("test.Shop/" + name)
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

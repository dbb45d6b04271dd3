package io.weft.proxy.mesh;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A gRPC server of bytes: one method echoes every message and ends with a trailer, one fails. */
final class EchoRpc {
    static final Metadata.Key<String> COUNT = Metadata.Key.of("x-count", Metadata.ASCII_STRING_MARSHALLER);
    static final MethodDescriptor<byte[], byte[]> ECHO = method(MethodDescriptor.MethodType.BIDI_STREAMING, "Echo");
    static final MethodDescriptor<byte[], byte[]> FAIL = method(MethodDescriptor.MethodType.UNARY, "Fail");

    private EchoRpc() {}

    static Server start() throws IOException {
        ServerServiceDefinition service = ServerServiceDefinition.builder("test.Echo")
                .addMethod(ECHO, ServerCalls.asyncBidiStreamingCall(EchoRpc::echo))
                .addMethod(
                        FAIL,
                        ServerCalls.asyncUnaryCall((request, answer) -> answer.onError(Status.FAILED_PRECONDITION
                                .withDescription("on purpose")
                                .asRuntimeException())))
                .build();
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service)
                .build()
                .start();
    }

    private static StreamObserver<byte[]> echo(StreamObserver<byte[]> answers) {
        return new StreamObserver<>() {
            private int count;

            @Override
            public void onNext(byte[] message) {
                count++;
                answers.onNext(message);
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                Metadata trailers = new Metadata();
                trailers.put(COUNT, Integer.toString(count));
                answers.onError(Status.OUT_OF_RANGE.withDescription("the end").asRuntimeException(trailers));
            }
        };
    }

    /** A method of {@code test.Echo} whose messages are bytes. */
    static MethodDescriptor<byte[], byte[]> method(MethodDescriptor.MethodType type, String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
                .setType(type)
                .setFullMethodName("test.Echo/" + name)
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}

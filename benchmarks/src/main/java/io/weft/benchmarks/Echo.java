package io.weft.benchmarks;

import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** The gRPC service of the benchmarks: it says what it was told, a hundred bytes. */
final class Echo {
    static final String SERVICE = "bench.Echo";
    /** A call for each message. */
    static final MethodDescriptor<byte[], byte[]> UNARY = method(MethodType.UNARY, "Unary");
    /** Messages one after the other on one call, both ways. */
    static final MethodDescriptor<byte[], byte[]> STREAM = method(MethodType.BIDI_STREAMING, "Stream");

    private static final int SIZE = 100;
    /** Of all channels of a process; keeps none alive. */
    private static final EventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("echo", true), NioIoHandler.newFactory());

    private Echo() {}

    static byte[] message() {
        return new byte[SIZE];
    }

    /** What is wrong with an answer; empty: nothing. */
    static Optional<String> complaint(byte[] answer) {
        return answer.length == SIZE ? Optional.empty() : Optional.of("an answer of " + answer.length + " bytes");
    }

    /** Whether one call is to have all messages. */
    static boolean isStream(URI what) {
        return what.getPath().equals("/stream");
    }

    static Asking asking(URI what) {
        return isStream(what) ? new EchoStream(channel(what)) : new EchoCalls(channel(what));
    }

    /** A connection of its own, dialled with the first call. */
    static ManagedChannel channel(URI what) {
        return NettyChannelBuilder.forAddress(what.getHost(), what.getPort())
                .usePlaintext()
                .directExecutor()
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(LOOPS)
                .build();
    }

    private static MethodDescriptor<byte[], byte[]> method(MethodType type, String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    /** Messages as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

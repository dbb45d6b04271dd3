package io.weft.benchmarks;

import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** {@code EchoMain PORT}: the gRPC server behind all pairs, until it is ended. */
public final class EchoMain {
    private EchoMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        NettyServerBuilder.forPort(Integer.parseInt(arguments[0]))
                .directExecutor()
                .addService(service())
                .build()
                .start()
                .awaitTermination();
    }

    static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(Echo.SERVICE)
                .addMethod(Echo.UNARY, ServerCalls.asyncUnaryCall(EchoMain::answer))
                .addMethod(Echo.STREAM, ServerCalls.asyncBidiStreamingCall(Questions::new))
                .build();
    }

    private static void answer(byte[] question, StreamObserver<byte[]> answer) {
        answer.onNext(question);
        answer.onCompleted();
    }

    private record Questions(StreamObserver<byte[]> answers) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] question) {
            answers.onNext(question);
        }

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }
}

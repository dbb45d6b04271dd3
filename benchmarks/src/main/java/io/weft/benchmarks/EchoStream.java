package io.weft.benchmarks;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One call, on which a message is answered by a message. One thread asks; answers come on the channel's event loop. */
final class EchoStream implements Asking {
    private static final int TIMEOUT_SECONDS = 10;
    private static final String WAITING = "no answer in time";
    /** Wakes who waits. */
    private static final byte[] OVER = {};

    private final ManagedChannel channel;
    private final BlockingQueue<byte[]> answers = new ArrayBlockingQueue<>(2);
    private final StreamObserver<byte[]> questions;
    private volatile String end = WAITING;

    EchoStream(ManagedChannel channel) {
        this.channel = channel;
        this.questions =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(Echo.STREAM, CallOptions.DEFAULT), new Answers());
    }

    @Override
    public Optional<String> ask() {
        try {
            questions.onNext(Echo.message()); // of no effect on a call that is over
            byte[] answer = isOver() ? OVER : answers.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return answer == null || isOver() ? Optional.of(end) : Echo.complaint(answer);
        } catch (IllegalStateException ended) {
            return Optional.of(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private boolean isOver() {
        return !end.equals(WAITING);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Answers implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            over(failure.toString());
        }

        @Override
        public void onCompleted() {
            over("the call was ended");
        }

        private void over(String reason) {
            end = reason;
            var _ = answers.offer(OVER);
        }
    }
}

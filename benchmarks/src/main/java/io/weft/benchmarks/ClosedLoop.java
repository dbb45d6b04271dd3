package io.weft.benchmarks;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a gRPC server as fast as answers come: each connection has one question under way, and the next follows the answer.
 *
 * <p>Threading: the caller waits; all else happens on the channels' event loop.
 */
final class ClosedLoop {
    private static final int GRACE_SECONDS = 10;

    private final URI what;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean over;

    ClosedLoop(URI what) {
        this.what = what;
    }

    /** For that many seconds; what is under way at their end is waited for, and counts. */
    Saturation run(int seconds, int connections) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(connections);
        List<ManagedChannel> channels = IntStream.range(0, connections)
                .mapToObj(_ -> Echo.channel(what))
                .toList();
        long start = System.nanoTime();
        channels.forEach(channel -> begin(channel, running));
        // Earlier only if all have failed.
        if (!running.await(seconds, TimeUnit.SECONDS)) {
            over = true;
            if (!running.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                failed.add(running.getCount());
            }
        }
        double took = (System.nanoTime() - start) / 1e9;
        channels.forEach(ManagedChannel::shutdownNow);
        return new Saturation(answered.sum(), answered.sum() / took, failed.sum());
    }

    private void begin(ManagedChannel channel, CountDownLatch running) {
        if (Echo.isStream(what)) {
            Messages messages = new Messages(running);
            messages.questions =
                    ClientCalls.asyncBidiStreamingCall(channel.newCall(Echo.STREAM, CallOptions.DEFAULT), messages);
            messages.questions.onNext(Echo.message());
        } else {
            call(channel, running);
        }
    }

    private void call(ManagedChannel channel, CountDownLatch running) {
        ClientCalls.asyncUnaryCall(
                channel.newCall(Echo.UNARY, CallOptions.DEFAULT), Echo.message(), new Call(channel, running));
    }

    /** What is told of calls; whether they went well is known at their end alone. */
    private abstract class Told implements StreamObserver<byte[]> {
        final CountDownLatch running;

        Told(CountDownLatch running) {
            this.running = running;
        }

        @Override
        public final void onError(Throwable failure) {
            failed.increment();
            running.countDown();
        }
    }

    /** One of many calls. */
    private final class Call extends Told {
        private final ManagedChannel channel;

        Call(ManagedChannel channel, CountDownLatch running) {
            super(running);
            this.channel = channel;
        }

        @Override
        public void onNext(byte[] answer) {}

        @Override
        public void onCompleted() {
            answered.increment();
            if (over) {
                running.countDown();
            } else {
                call(channel, running);
            }
        }
    }

    /** One call of many messages. */
    private final class Messages extends Told {
        private @Nullable StreamObserver<byte[]> questions; // set before the first question

        Messages(CountDownLatch running) {
            super(running);
        }

        @Override
        public void onNext(byte[] answer) {
            answered.increment();
            StreamObserver<byte[]> asking = questions;
            if (asking == null) {
                throw new IllegalStateException("an answer before the question");
            }
            if (over) {
                asking.onCompleted();
            } else {
                asking.onNext(Echo.message());
            }
        }

        @Override
        public void onCompleted() {
            running.countDown();
        }
    }
}

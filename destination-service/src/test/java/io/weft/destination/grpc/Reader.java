package io.weft.destination.grpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Reads one stream; every wait has a deadline. */
final class Reader<Q, M> implements ClientResponseObserver<Q, M> {
    private static final int DEADLINE_S = 20;

    private final BlockingQueue<M> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<Q>> call = new CompletableFuture<>();
    private final int window;

    private Reader(int window) {
        this.window = window;
    }

    /** Reads as fast as it can. */
    static <Q, M> Reader<Q, M> of(BiConsumer<Q, StreamObserver<M>> method, Q request) {
        return slow(method, request, Integer.MAX_VALUE);
    }

    /** Takes {@code window} messages and no more until told. */
    static <Q, M> Reader<Q, M> slow(BiConsumer<Q, StreamObserver<M>> method, Q request, int window) {
        Reader<Q, M> reader = new Reader<>(window);
        method.accept(request, reader);
        return reader;
    }

    M next() throws InterruptedException {
        M message = messages.poll(DEADLINE_S, SECONDS);
        assertThat(message).as("a message; the stream's end: %s", end).isNotNull();
        return message;
    }

    /** Nothing has come and the stream is open, a little while after everything else was done. */
    void staysQuiet() throws InterruptedException {
        assertThat(messages.poll(100, MILLISECONDS)).isNull();
        assertThat(end).isNotDone();
    }

    Status end() throws InterruptedException {
        try {
            return end.get(DEADLINE_S, SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the stream did not end", e);
        }
    }

    /** Lets {@code count} more messages come. */
    void request(int count) {
        call.join().request(count);
    }

    void cancel() {
        call.join().cancel("enough", null);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
        if (window != Integer.MAX_VALUE) {
            stream.disableAutoRequestWithInitial(window);
        }
        call.complete(stream);
    }

    @Override
    public void onNext(M message) {
        messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }
}

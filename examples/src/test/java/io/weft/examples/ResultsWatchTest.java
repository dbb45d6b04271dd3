package io.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.weft.examples.api.ResultsRequest;
import io.weft.examples.api.Tally;
import io.weft.examples.api.VotesGrpc;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultsWatchTest {
    private static final Duration MOST_SILENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOTHING_YET = "UNAVAILABLE: no results yet";

    private final BlockingQueue<StreamObserver<Tally>> streams = new LinkedBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong(42);
    private final Program votes;
    private final ManagedChannel channel;
    private final ResultsWatch watch;

    ResultsWatchTest() throws IOException {
        votes = GrpcPort.start(0, new Stage(), () -> {});
        channel = Channels.open("127.0.0.1:" + votes.port());
        watch = new ResultsWatch(channel, MOST_SILENCE, nanos::get);
    }

    @BeforeEach
    void open() {
        watch.open();
    }

    @AfterEach
    void close() {
        watch.close();
        channel.shutdownNow();
        votes.close();
    }

    @Test
    void countsAreToldAsLongAsTheyKeepComing() throws Exception {
        assertThat(answer()).isEqualTo(NOTHING_YET);
        StreamObserver<Tally> stream = stream();

        stream.onNext(tally(1));
        await("{loom=1}");
        pass(MOST_SILENCE);
        assertThat(answer()).isEqualTo("{loom=1}");
        stream.onNext(tally(2));
        await("{loom=2}");
        pass(MOST_SILENCE);
        assertThat(answer()).isEqualTo("{loom=2}");
    }

    @Test
    void streamThatFellSilentIsNoAnswerUntilItSpeaks() throws Exception {
        StreamObserver<Tally> stream = stream();
        stream.onNext(tally(1));
        await("{loom=1}");

        pass(MOST_SILENCE.plusMillis(1));

        assertThat(answer()).isEqualTo("UNAVAILABLE: no results for 5001 ms");
        stream.onNext(tally(2));
        await("{loom=2}");
    }

    @Test
    void streamThatFailedIsNoAnswerUntilTheNextOneSpeaks() throws Exception {
        StreamObserver<Tally> first = stream();
        first.onNext(tally(1));
        await("{loom=1}");

        first.onError(Status.INTERNAL.withDescription("broken").asRuntimeException());

        await("INTERNAL: broken");
        StreamObserver<Tally> second = stream();
        assertThat(answer()).isEqualTo("INTERNAL: broken");
        second.onNext(tally(2));
        await("{loom=2}");
    }

    @Test
    void streamThatEndedWellIsOpenedAgainWithoutAWord() throws Exception {
        StreamObserver<Tally> first = stream();
        first.onNext(tally(1));
        await("{loom=1}");

        first.onCompleted();

        StreamObserver<Tally> second = stream();
        assertThat(answer()).isEqualTo("{loom=1}");
        second.onNext(tally(2));
        await("{loom=2}");
    }

    @Test
    void failureBeforeTheFirstCountsIsTold() throws Exception {
        stream().onError(Status.PERMISSION_DENIED.withDescription("no").asRuntimeException());

        await("PERMISSION_DENIED: no");
    }

    @Test
    void firstCountsAreWaitedFor() throws Exception {
        stream().onNext(tally(1));

        watch.awaitFirst();

        assertThat(answer()).isEqualTo("{loom=1}");
    }

    @Test
    void failureEndsTheWait() throws Exception {
        stream().onError(Status.PERMISSION_DENIED.withDescription("no").asRuntimeException());

        watch.awaitFirst();

        assertThat(answer()).isEqualTo("PERMISSION_DENIED: no");
    }

    @Test
    void silenceIsWaitedForOnlyAsLongAsItIsBelieved() throws Exception {
        assertThat(stream()).isNotNull();
        ResultsWatch impatient = new ResultsWatch(channel, Duration.ofMillis(10), nanos::get);

        impatient.awaitFirst();

        assertThatThrownBy(impatient::latest).hasMessage(NOTHING_YET);
    }

    private StreamObserver<Tally> stream() throws InterruptedException {
        StreamObserver<Tally> stream = streams.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(stream).as("a stream is opened").isNotNull();
        return stream;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private String answer() {
        try {
            return watch.latest().toString();
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void await(String answer) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answer().equals(answer) && System.nanoTime() < end) {
            Thread.sleep(5); // real sockets: nothing to advance
        }
        assertThat(answer()).isEqualTo(answer);
    }

    private static Tally tally(long votes) {
        return Tally.newBuilder().putVotes("loom", votes).build();
    }

    /** Votes whose streams the test holds in its hand. */
    private final class Stage extends VotesGrpc.VotesImplBase {
        @Override
        public void results(ResultsRequest request, StreamObserver<Tally> stream) {
            streams.add(stream);
        }
    }
}

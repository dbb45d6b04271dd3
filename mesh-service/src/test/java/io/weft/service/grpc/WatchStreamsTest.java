package io.weft.service.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchStreamsTest {
    private static final int DEADLINE_S = 20;

    @Test
    void readerGetsTheValueOfNowAndEachLaterOne() throws Exception {
        try (Bundles bundles = new Bundles(0, Bundles.plain())) {
            bundles.value.set("1");
            var reader = bundles.read().request(100);
            assertThat(reader.versions.poll(DEADLINE_S, SECONDS)).isEqualTo("1");

            bundles.value.set("2");
            assertThat(reader.versions.poll(DEADLINE_S, SECONDS)).isEqualTo("2");
        }
    }

    @Test
    void valueThatNeedsNoMessageSendsNone() throws Exception {
        try (Bundles bundles = new Bundles(0, Bundles.plain())) {
            var reader = bundles.read().request(100);
            bundles.value.set("known");
            assertThat(reader.versions.poll(DEADLINE_S, SECONDS)).isEqualTo("known");
        }
    }

    @Test
    void slowReaderSkipsToTheNewestValue() throws Exception {
        try (Bundles bundles = new Bundles(16 * 1024, Bundles.plain())) {
            bundles.value.set("first");
            var slow = bundles.read().request(1);
            assertThat(slow.versions.poll(DEADLINE_S, SECONDS)).isEqualTo("first");
            for (int i = 0; i < 5_000; i++) {
                bundles.value.set("v" + i);
            }
            bundles.value.set("last");

            slow.request(10_000);
            List<String> seen = readUntil(slow, "last");
            assertThat(seen).hasSizeLessThan(5_000); // 80 MB never waited for it
        }
    }

    @Test
    void messagesOfOneValueStayTogetherWhenTheReaderIsSlow() throws Exception {
        try (Bundles bundles = new Bundles(16 * 1024, text -> List.of(text + "/a", text + "/b", text + "/c"))) {
            var slow = bundles.read().request(1);
            for (int i = 0; i < 500; i++) {
                bundles.value.set("v" + i);
            }
            slow.request(10_000);
            List<String> seen = readUntil(slow, "v499/c");
            for (int i = 0; i < seen.size(); i += 3) {
                String value = seen.get(i).substring(0, seen.get(i).indexOf('/'));
                assertThat(seen.subList(i, i + 3)).containsExactly(value + "/a", value + "/b", value + "/c");
            }
        }
    }

    @Test
    void cancelledStreamIsForgottenAndUnsubscribed() throws Exception {
        try (Bundles bundles = new Bundles(0, Bundles.plain())) {
            bundles.value.set("1");
            var reader = bundles.read().request(1);
            assertThat(reader.versions.poll(DEADLINE_S, SECONDS)).isEqualTo("1");
            assertThat(bundles.value.readers()).isEqualTo(1);

            reader.cancel();
            awaitNoReaders(bundles);
            assertThat(bundles.streams.size()).isZero();
        }
    }

    @Test
    void endOfTheServerEndsStreamsWithOk() throws Exception {
        try (Bundles bundles = new Bundles(0, Bundles.plain())) {
            bundles.value.set("1");
            var reader = bundles.read().request(100);
            assertThat(reader.versions.poll(DEADLINE_S, SECONDS)).isEqualTo("1");

            bundles.streams.endAll();
            assertThat(reader.end.get(DEADLINE_S, SECONDS)).isNull();
            assertThat(bundles.read().request(1).end.get(DEADLINE_S, SECONDS)).isNull();
        }
    }

    @Test
    void translatorEndsTheStreamWithAStatusOfItsChoice() throws Exception {
        var gone = Status.NOT_FOUND.withDescription("gone").asRuntimeException();
        try (Bundles bundles = new Bundles(0, throwing(gone))) {
            var reader = bundles.read().request(100);
            assertThat(Status.fromThrowable(reader.end.get(DEADLINE_S, SECONDS)).getCode())
                    .isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void surpriseInTheTranslatorIsInternalAndTellsNothing() throws Exception {
        try (Bundles bundles = new Bundles(0, throwing(new IllegalStateException("secret")))) {
            var reader = bundles.read().request(100);
            Status status = Status.fromThrowable(reader.end.get(DEADLINE_S, SECONDS));
            assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(status.getDescription()).isNull();
        }
    }

    @Test
    void translatorIsNeverCalledTwiceAtOnce() throws Exception {
        AtomicBoolean inside = new AtomicBoolean();
        Queue<String> clashes = new ConcurrentLinkedQueue<>();
        try (Bundles bundles = new Bundles(0, text -> {
            if (inside.getAndSet(true)) {
                clashes.add(text);
            }
            Thread.onSpinWait();
            inside.set(false);
            return List.of(text);
        })) {
            var reader = bundles.read().request(100_000);
            for (int i = 0; i < 10_000; i++) {
                bundles.value.set("v" + i);
            }
            readUntil(reader, "v9999");
        }
        assertThat(clashes).isEmpty();
    }

    private static WatchTranslator<String, String> throwing(RuntimeException e) {
        return _ -> {
            throw e;
        };
    }

    private static List<String> readUntil(Bundles.Reader reader, String last) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (seen.isEmpty() || !seen.getLast().equals(last)) {
            String version = reader.versions.poll(DEADLINE_S, SECONDS);
            assertThat(version).as("after %s values", seen.size()).isNotNull();
            seen.add(version);
        }
        return seen;
    }

    private static void awaitNoReaders(Bundles bundles) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SECONDS.toNanos(DEADLINE_S);
        while (bundles.value.readers() > 0 || bundles.streams.size() > 0) {
            assertThat(System.nanoTime()).as("the stream is still there").isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}

package io.weft.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestTest {
    private static final int WRITERS = 4;
    private static final int EACH = 5_000;

    private final Latest<String> latest = new Latest<>("a");
    private final List<String> seen = new ArrayList<>();
    private final HeldBack later = new HeldBack();

    @Test
    void readerBeginsWithTheValueHeldAndSeesWhatFollows() {
        latest.subscribe(Runnable::run, seen::add);
        latest.set("b");
        latest.set("c");

        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void valueEqualToTheOneHeldWakesNobody() {
        latest.subscribe(Runnable::run, seen::add);
        latest.set(String.valueOf(new char[] {'a'}));

        assertThat(seen).containsExactly("a");
    }

    @Test
    void slowReaderSkipsToTheNewest() {
        latest.subscribe(later, seen::add);
        latest.set("b");
        latest.set("c");
        later.runAll();

        assertThat(seen).containsExactly("c");
    }

    @Test
    void readerIsScheduledOnceHoweverOftenTheValueChanges() {
        latest.subscribe(later, seen::add);
        latest.set("b");
        latest.set("c");

        assertThat(later.size()).isOne();
    }

    @Test
    void readerThatChangesTheValueIsCalledAgain() {
        latest.subscribe(later, value -> {
            seen.add(value);
            latest.set("z");
        });
        later.runAll();

        assertThat(seen).containsExactly("a", "z");
    }

    @Test
    void readerThatFailsIsStillToldOfTheNext() {
        latest.subscribe(later, value -> {
            seen.add(value);
            throw new IllegalStateException("on purpose");
        });
        assertThatThrownBy(later::runAll).hasMessage("on purpose");
        latest.set("b");
        assertThatThrownBy(later::runAll).hasMessage("on purpose");

        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void cancelledReaderIsForgottenAndHearsNothingMore() {
        Latest.Subscription first = latest.subscribe(Runnable::run, seen::add);
        latest.subscribe(Runnable::run, value -> {});
        first.cancel();
        first.cancel();
        latest.set("b");

        assertThat(seen).containsExactly("a");
        assertThat(latest.readers()).isOne();
    }

    @Test
    void callThatWaitsWhenItsReaderIsCancelledIsDropped() {
        Latest.Subscription subscription = latest.subscribe(later, seen::add);
        subscription.cancel();
        later.runAll();

        assertThat(seen).isEmpty();
    }

    @Test
    void whileManyWriteTheReaderIsCalledOneAtATimeAndEndsWithTheLast() throws Exception {
        Latest<Integer> number = new Latest<>(-1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger crowded = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            number.subscribe(readers, value -> {
                crowded.accumulateAndGet(inside.incrementAndGet(), Math::max);
                if (value == WRITERS * EACH) {
                    ended.countDown();
                }
                inside.decrementAndGet();
            });
            write(number);
            number.set(WRITERS * EACH);

            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(crowded).hasValue(1);
    }

    /** Returns when every writer has. */
    private static void write(Latest<Integer> number) throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        List<Callable<Boolean>> writers = IntStream.range(0, WRITERS)
                .<Callable<Boolean>>mapToObj(writer -> () -> {
                    together.await();
                    IntStream.range(writer * EACH, (writer + 1) * EACH).forEach(number::set);
                    return true;
                })
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (Future<Boolean> one : threads.invokeAll(writers)) {
                one.get();
            }
        }
    }
}

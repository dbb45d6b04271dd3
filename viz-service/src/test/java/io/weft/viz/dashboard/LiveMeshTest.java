package io.weft.viz.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class LiveMeshTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final AtomicInteger looks = new AtomicInteger();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LiveMesh live = new LiveMesh(this::look, INTERVAL, 2, time);

    @Test
    void oneLookServesAllReadersAndNobodyLooksWhenNobodyReads() {
        time.advanceTimeBy(INTERVAL.multipliedBy(5));
        assertThat(looks).as("before the first").hasValue(0);

        Disposable first = live.read().subscribe();
        Disposable second = live.read().subscribe();
        time.advanceTimeBy(INTERVAL);
        assertThat(looks).as("at once, and an interval later").hasValue(2);

        first.dispose();
        second.dispose();
        time.advanceTimeBy(INTERVAL.multipliedBy(5));
        assertThat(looks).as("after the last").hasValue(2);
        assertThat(live.readers()).isZero();
    }

    @Test
    void whoComesBetweenTwoLooksSeesTheLastAtOnce() {
        Disposable first = live.read().subscribe();
        time.advanceTimeBy(Duration.ZERO);

        StepVerifier.create(live.read().take(1)).expectNext("look 1").verifyComplete();
        first.dispose();
    }

    @Test
    void oneTooManyIsRefusedUntilAnotherLeaves() {
        List<Disposable> readers = List.of(live.read().subscribe(), live.read().subscribe());

        StepVerifier.create(live.read()).verifyError(TooManyReadersException.class);
        readers.getFirst().dispose();
        time.advanceTimeBy(Duration.ZERO);
        StepVerifier.create(live.read().take(1)).expectNext("look 1").verifyComplete();
    }

    @Test
    void lookThatFailsEndsNothing() {
        AtomicInteger failures = new AtomicInteger();
        LiveMesh flaky = new LiveMesh(
                () -> {
                    if (failures.getAndIncrement() == 0) {
                        throw new IllegalStateException("not this time");
                    }
                    return "fine";
                },
                INTERVAL,
                2,
                time);

        StepVerifier.create(flaky.read().take(1))
                .then(() -> time.advanceTimeBy(INTERVAL))
                .expectNext("fine")
                .verifyComplete();
    }

    private String look() {
        return "look " + looks.incrementAndGet();
    }
}

package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapKeeperTest {
    private static final long MIB = 1024 * 1024;

    private final AtomicLong heap = new AtomicLong(12 * MIB);
    private final AtomicInteger collections = new AtomicInteger();
    private long alive = 12 * MIB;
    private final HeapKeeper keeper = new HeapKeeper(heap::get, () -> {
        collections.incrementAndGet();
        heap.set(alive);
    });

    @Test
    void heapThatDoesNotGrowIsLeftAlone() {
        heap.addAndGet(MIB - 1);
        keeper.look();

        assertThat(collections).hasValue(0);
    }

    @Test
    void heapThatGrewIsCollectedOnceUntilItGrowsAgain() {
        alive = 13 * MIB;
        heap.set(14 * MIB);
        keeper.look();
        keeper.look();
        assertThat(collections).hasValue(1);

        heap.set(14 * MIB);
        keeper.look();
        assertThat(collections).hasValue(2);
    }

    @Test
    void heapThatPassesItsMeasureIsCollectedAtOnce() {
        heap.set(HeapKeeper.ORDINARY);
        keeper.glance();
        assertThat(collections).hasValue(0);

        heap.addAndGet(1);
        keeper.glance();
        assertThat(collections).hasValue(1);
        assertThat(heap).hasValue(alive);
    }

    @Test
    void whatIsAliveInARushIsCollectedWhenItHasDoubled() {
        alive = 40 * MIB;
        heap.set(40 * MIB);
        keeper.glance();
        heap.set(79 * MIB);
        keeper.glance();
        assertThat(collections).hasValue(1);

        heap.set(80 * MIB);
        keeper.glance();
        assertThat(collections).hasValue(2);
    }

    @Test
    void growthIsCountedFromTheSmallestItEverWas() {
        heap.set(10 * MIB);
        keeper.look();
        heap.set(11 * MIB);
        keeper.look();

        assertThat(collections).hasValue(1);
    }
}

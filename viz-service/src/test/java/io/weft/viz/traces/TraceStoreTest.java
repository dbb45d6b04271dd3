package io.weft.viz.traces;

import static io.weft.viz.traces.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceStoreTest {
    private static final long PLENTY = 1L << 40;

    private final TraceStore store = new TraceStore(3, PLENTY);

    @Test
    void spansOfOneTraceComeTogetherWhoeverTellsThem() {
        store.add(span("t1", "a", null, 0));
        store.add(span("t2", "b", null, 1));
        store.add(span("t1", "c", "a", 2));

        assertThat(store.find("t1"))
                .contains(new Trace("t1", List.of(span("t1", "a", null, 0), span("t1", "c", "a", 2))));
    }

    @Test
    void theTraceHeardOfFirstMakesRoomAndGoesWhole() {
        store.add(span("old", "a", null, 0));
        store.add(span("old", "b", "a", 1));
        store.add(span("new", "c", null, 2));
        store.add(span("new", "d", "c", 3));

        assertThat(store.newestFirst()).extracting(Trace::id).containsExactly("new");
        assertThat(List.of((long) store.spans(), store.forgotten())).containsExactly(2L, 2L);
    }

    @Test
    void memoryIsBoundedToo() {
        long one = span("t1", "a", null, 0).bytes();
        TraceStore small = new TraceStore(1_000, 2 * one);
        small.add(span("t1", "a", null, 0));
        small.add(span("t2", "b", null, 0));
        small.add(span("t3", "c", null, 0));

        assertThat(small.newestFirst()).extracting(Trace::id).containsExactly("t3", "t2");
        assertThat(small.bytes()).isEqualTo(2 * one);
    }

    @Test
    void aSpanToldTwiceIsOne() {
        store.add(span("t1", "a", null, 0));

        assertThat(store.add(span("t1", "a", null, 0))).isTrue();
        assertThat(store.spans()).isEqualTo(1);
    }

    @Test
    void oneEndlessTraceDoesNotPushOutTheOthers() {
        TraceStore big = new TraceStore(10_000, PLENTY);
        big.add(span("other", "a", null, 0));
        for (int i = 0; i < TraceStore.MOST_SPANS_OF_TRACE; i++) {
            assertThat(big.add(span("endless", "s" + i, null, i))).isTrue();
        }

        assertThat(big.add(span("endless", "more", null, 0))).isFalse();
        assertThat(big.find("other")).isPresent();
    }
}

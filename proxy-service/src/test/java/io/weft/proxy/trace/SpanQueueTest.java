package io.weft.proxy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpanQueueTest {
    private static final Span SPAN = new Span(
            1,
            2,
            3,
            0,
            Span.Side.INBOUND,
            TracedHead.of(new DefaultHttp2Headers()),
            Instant.EPOCH,
            Duration.ZERO,
            200,
            false);

    private final AtomicInteger calls = new AtomicInteger();
    private final SpanQueue queue = new SpanQueue(calls::incrementAndGet);

    @Test
    void whoExportsIsCalledOnceForEachBatchThatWaits() {
        add(SpanQueue.BATCH - 1);
        assertThat(calls).hasValue(0);

        add(10);
        assertThat(calls).hasValue(1);

        assertThat(taken()).hasSize(SpanQueue.BATCH);
        assertThat(taken()).hasSize(9);
    }

    @Test
    void spansForWhichThereIsNoRoomAreCounted() {
        add(5000);

        assertThat(queue.dropped()).isEqualTo(5000 - 2048);
    }

    private void add(int spans) {
        for (int i = 0; i < spans; i++) {
            queue.add(SPAN);
        }
    }

    private List<Span> taken() {
        List<Span> batch = new ArrayList<>();
        queue.take(batch);
        return batch;
    }
}

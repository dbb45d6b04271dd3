package io.weft.proxy.telemetry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The document at {@code /metrics}: the older Prometheus block, then the OpenMetrics block, then {@code # EOF}.
 *
 * <p>Threading: one scrape at a time; a second waits. Never on a thread that carries traffic.
 *
 * @see "metrics, section 0"
 */
public final class Exposition {
    private final MetricRegistry registry;

    public Exposition(MetricRegistry registry) {
        this.registry = registry;
    }

    /** Appends the document to {@code out}, which stays the caller's. */
    public synchronized void writeTo(ByteBuf out) {
        registry.refresh();
        SampleWriter writer = new SampleWriter(out);
        registry.scrape(Block.LEGACY, writer);
        registry.scrape(Block.OPEN_METRICS, writer);
        writer.end();
    }

    /** The document as a string. */
    public String text() {
        ByteBuf out = Unpooled.buffer(8192);
        try {
            writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            out.release();
        }
    }
}

package io.weft.ingress.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** Memory outside the heap that buffers have taken, which stays taken: the most there was at once. */
final class Memory {
    private Memory() {}

    static long bytes() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider told
                ? told.metric().usedDirectMemory() + told.metric().usedHeapMemory()
                : 0;
    }
}

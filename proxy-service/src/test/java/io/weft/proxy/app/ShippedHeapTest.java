package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the flags that sidecars are shipped with make of {@link HeapKeeper}'s collections. */
class ShippedHeapTest {
    private static final int MIB = 1024 * 1024;

    @Test
    void oneCollectionGivesBackWhatTheHeapGrewBy() throws IOException, InterruptedException {
        assertThat(Integer.parseInt(ShippedJvm.run(Grown.class))).isGreaterThanOrEqualTo(4);
    }

    /** Prints how many MiB smaller its heap is after one collection of much that is not alive. */
    static final class Grown {
        private Grown() {}

        public static void main(String[] arguments) {
            HeapKeeper keeper = HeapKeeper.ofThisProcess();
            byte[] @Nullable [] garbage = new byte[14][];
            for (int each = 0; each < garbage.length; each++) {
                garbage[each] = new byte[MIB];
            }
            garbage = null;
            long grown = Runtime.getRuntime().totalMemory();
            keeper.look();
            System.out.println((grown - Runtime.getRuntime().totalMemory()) / MIB);
        }
    }
}

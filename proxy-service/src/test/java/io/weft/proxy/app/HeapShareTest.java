package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapShareTest {
    private static final int CONFIGURED = 100_000;

    @ParameterizedTest
    @CsvSource({"16, 256", "24, 682", "128, 9557", "2048, 100000"})
    void asManyAsFitAreTakenAndNoMoreThanConfigured(long heapMib, int expected) {
        assertThat(HeapShare.requests(CONFIGURED, heapMib * 1024 * 1024)).isEqualTo(expected);
        assertThat(HeapShare.requests(100, heapMib * 1024 * 1024)).isEqualTo(100);
    }

    @Test
    void theShippedHeapHasRoomForThousands() throws IOException, InterruptedException {
        assertThat(Integer.parseInt(ShippedJvm.run(Fitting.class))).isBetween(8_000, 10_000);
    }

    /** Prints how many fit. */
    static final class Fitting {
        private Fitting() {}

        public static void main(String[] arguments) {
            System.out.println(HeapShare.requests(CONFIGURED));
        }
    }
}

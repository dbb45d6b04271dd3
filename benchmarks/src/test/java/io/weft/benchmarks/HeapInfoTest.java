package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapInfoTest {
    private static final String SERIAL = """
            10250:
            DefNew     total 30720K, used 2048K [0x00000000f9c00000, 0x00000000fbd50000, 0x00000000fbd50000)
             eden space 27328K,  89% used [0x00000000f9c00000, 0x00000000fb3f8ec0, 0x00000000fb6b0000)
            Tenured    total 68288K, used 1024K [0x00000000fbd50000, 0x0000000100000000, 0x0000000100000000)
             the  space 68288K,   1% used [0x00000000fbd50000, 0x00000000fbe73ab8, 0x0000000100000000)
            """;

    @Test
    void bothGenerationsCount() {
        assertThat(HeapInfo.used(SERIAL)).isEqualTo(3);
    }

    @Test
    void anotherCollectorsHeapIsNoHeapOfNothing() {
        assertThatThrownBy(() -> HeapInfo.used("garbage-first heap   total 69632K, used 1024K"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("serial");
    }
}

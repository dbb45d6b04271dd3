package io.weft.benchmarks.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldTest {
    @Test
    void everyPodStandsBehindOneService() {
        World world = new World(100, 1003);

        assertThat(IntStream.range(0, 100).boxed().flatMap(service -> world.pods(service).stream()))
                .containsExactlyElementsOf(IntStream.range(0, 1003).boxed().toList());
    }

    @Test
    void busyServiceHasATwentiethOfThePods() {
        assertThat(new World(100, 1000).busy()).isEqualTo(50);
        assertThat(new World(1000, 10_000).busy()).isEqualTo(World.ROLLOUT);
    }
}

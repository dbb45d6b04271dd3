package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Distribution.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 2: distribution of a route's backends. */
class SharesTest {
    private static final Backend STABLE = backend("stable");
    private static final Backend CANARY = backend("canary");

    @Test
    void anEmptyDistributionIsNeverAvailable() {
        assertThat(pick(new Distribution(true, List.of()), one -> true)).isEmpty();
    }

    @Test
    void theFirstThatIsAvailableTakesEverything() {
        Distribution first = new Distribution(false, List.of(share(STABLE, 1), share(CANARY, 1)));

        assertThat(pick(first, one -> true)).contains(STABLE);
        assertThat(pick(first, CANARY::equals)).contains(CANARY);
        assertThat(pick(first, one -> false)).isEmpty();
    }

    @Test
    void backendsAreDrawnByWeightFromThoseThatAreAvailable() {
        Distribution weighted =
                new Distribution(true, List.of(share(STABLE, 90), share(CANARY, 10), share(backend("off"), 0)));
        Random random = new Random(1);
        Map<Backend, Long> drawn = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        Shares.pick(weighted, one -> true, random).orElseThrow().backend())
                .collect(Collectors.groupingBy(backend -> backend, Collectors.counting()));

        assertThat(drawn).containsOnlyKeys(STABLE, CANARY);
        assertThat(drawn.get(CANARY)).isBetween(850L, 1_150L);
        assertThat(pick(weighted, CANARY::equals)).contains(CANARY);
    }

    @Test
    void aWeightOfNothingTakesNothingEvenAlone() {
        assertThat(pick(new Distribution(true, List.of(share(STABLE, 0))), one -> true))
                .isEmpty();
    }

    @Test
    void aSingleBackendIsLeftToItsOwnQueue() {
        assertThat(pick(new Distribution(true, List.of(share(STABLE, 5), share(CANARY, 0))), one -> false))
                .contains(STABLE);
        assertThat(pick(Distribution.to(STABLE), one -> false)).contains(STABLE);
    }

    private static Optional<Backend> pick(Distribution among, Predicate<Backend> available) {
        return Shares.pick(among, available, new Random(1)).map(Share::backend);
    }

    private static Share share(Backend backend, int weight) {
        return new Share(backend, List.of(), weight);
    }

    private static Backend backend(String name) {
        return new Backend.Balance(
                ResourceRef.of("core", "Service", "shop", name),
                name + ".shop:80",
                Duration.ofMillis(30),
                Duration.ofSeconds(10));
    }
}

package io.weft.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndpointPoolTest {
    private final List<Fake> made = new ArrayList<>();
    private final EndpointPool<Fake> pool = new EndpointPool<>(this::make, new P2cPicker(new Random(1)));

    @Test
    void anEmptyPoolPicksNobody() {
        assertThat(pool.pick(0)).isEmpty();
        assertThat(pool.anyReady()).isFalse();
    }

    @Test
    void theOnlyReadyCandidateIsPicked() {
        pool.update(List.of(endpoint(1, 10_000), endpoint(2, 10_000)));
        made.getFirst().ready = false;
        pool.refresh();

        assertThat(pool.pick(0)).contains(made.get(1));
    }

    @Test
    void ofTwoTheCheaperIsPicked() {
        pool.update(List.of(endpoint(1, 10_000), endpoint(2, 10_000)));
        made.getFirst().load = 5;
        made.get(1).load = 1;

        for (int i = 0; i < 50; i++) {
            assertThat(pool.pick(0)).contains(made.get(1));
        }
    }

    @Test
    void halfTheWeightLooksTwiceAsLoaded() {
        pool.update(List.of(endpoint(1, 5_000), endpoint(2, 10_000)));
        made.forEach(fake -> fake.load = 3);

        for (int i = 0; i < 50; i++) {
            assertThat(pool.pick(0).orElseThrow().endpoint().weight()).isEqualTo(10_000);
        }
    }

    @Test
    void equalCandidatesShareTheLoad() {
        pool.update(List.of(endpoint(1, 10_000), endpoint(2, 10_000), endpoint(3, 10_000)));
        for (int i = 0; i < 3_000; i++) {
            pool.pick(0).orElseThrow().picked++;
        }
        assertThat(made).allSatisfy(fake -> assertThat(fake.picked).isBetween(800, 1_200));
    }

    @Test
    void whatVanishesIsRetiredAndWhatStaysIsKept() {
        pool.update(List.of(endpoint(1, 10_000), endpoint(2, 10_000)));
        pool.update(List.of(endpoint(2, 10_000)));

        assertThat(made).hasSize(2);
        assertThat(made).filteredOn(fake -> fake.retired).hasSize(1);
        assertThat(pool.pick(0).orElseThrow().retired).isFalse();
    }

    @Test
    void whatWaitedAtOneThatVanishesFindsTheOthers() {
        pool.update(List.of(endpoint(1, 10_000)));
        List<Optional<Fake>> found = new ArrayList<>();
        made.getFirst().whenRetired = () -> found.add(pool.pick(0));
        pool.update(List.of(endpoint(2, 10_000)));

        assertThat(found).containsExactly(Optional.of(made.get(1)));
    }

    @Test
    void whatChangedIsRebuilt() {
        pool.update(List.of(endpoint(1, 10_000)));
        pool.update(List.of(endpoint(1, 20_000)));

        assertThat(made).hasSize(2);
        assertThat(made.getFirst().retired).isTrue();
        assertThat(pool.size()).isEqualTo(1);
    }

    private Fake make(Endpoint endpoint) {
        Fake fake = new Fake(endpoint);
        made.add(fake);
        return fake;
    }

    private static Endpoint endpoint(int last, int weight) {
        return new Endpoint(
                new InetSocketAddress(InetAddress.ofLiteral("10.0.0." + last), 80),
                weight,
                Optional.empty(),
                ProtocolHint.UNKNOWN,
                0,
                Map.of());
    }

    private static final class Fake implements Candidate {
        private final Endpoint endpoint;
        private boolean ready = true;
        private boolean retired;
        private double load = 1;
        private int picked;
        private Runnable whenRetired = () -> {};

        Fake(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public double load(long now) {
            return load;
        }

        @Override
        public void retire() {
            retired = true;
            whenRetired.run();
        }
    }
}

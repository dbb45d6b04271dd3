package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7: which policy; dropped after the idle time-out. */
class PolicyStoreTest {
    private static final Duration IDLE = Duration.ofSeconds(90);

    private final List<Opened> opened = new ArrayList<>();
    private long now;
    private final PolicyStore store = new PolicyStore(this::open, port -> named("default"), Set.of(1), IDLE, () -> now);

    private static final class Opened implements Watch<ServerPolicy> {
        private final int port;
        private final Latest<Watched<ServerPolicy>> latest = new Latest<>(new Watched.Pending<>());
        private boolean closed;

        Opened(int port) {
            this.port = port;
        }

        @Override
        public Latest<Watched<ServerPolicy>> latest() {
            return latest;
        }

        @Override
        public boolean current() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Watch<ServerPolicy> open(int port) {
        Opened watch = new Opened(port);
        opened.add(watch);
        return watch;
    }

    private void pass(Duration time) {
        now += time.toNanos();
        store.evictIdle();
    }

    private PolicyStore.Lease lease(int port) {
        return store.lease(port).orElseThrow();
    }

    private List<Integer> watched() {
        return opened.stream()
                .filter(watch -> !watch.closed)
                .map(watch -> watch.port)
                .toList();
    }

    @Test
    void aConnectionThatOutlivesTheIdleTimeIsStillToldOfChanges() {
        PolicyStore.Lease standing = lease(80);
        pass(IDLE.multipliedBy(10));
        opened.getLast().latest.set(new Watched.Present<>(named("new")));

        assertThat(standing.policy().get()).isEqualTo(named("new"));
        assertThat(watched()).containsExactly(1, 80);
    }

    @Test
    void aPortNobodyHoldsIsDroppedAfterTheIdleTimeAndNotBefore() {
        PolicyStore.Lease first = lease(80);
        PolicyStore.Lease second = lease(80);
        first.close();
        first.close();
        pass(IDLE.plusSeconds(1));
        assertThat(watched()).as("held by the second").containsExactly(1, 80);

        second.close();
        pass(IDLE);
        assertThat(watched()).as("not yet").containsExactly(1, 80);
        pass(Duration.ofSeconds(1));
        assertThat(watched()).as("the permanent one alone").containsExactly(1);
    }

    @Test
    void aPortThatComesBackIsWatchedAnew() {
        lease(80).close();
        pass(IDLE.plusSeconds(1));
        PolicyStore.Lease again = lease(80);
        opened.getLast().latest.set(new Watched.Present<>(named("again")));

        assertThat(again.policy().get()).isEqualTo(named("again"));
        assertThat(opened).hasSize(3);
    }

    @Test
    void theDefaultHoldsUntilTheFirstAnswer() {
        assertThat(lease(80).policy().get()).isEqualTo(named("default"));
    }

    @Test
    void whatWasSaidLastHoldsForAPortThatWasDroppedUntilItIsSaidAnew() {
        PolicyStore.Lease first = lease(80);
        opened.getLast().latest.set(new Watched.Present<>(named("denies")));
        first.close();
        pass(IDLE.plusSeconds(1));

        assertThat(lease(80).policy().get()).isEqualTo(named("denies"));
    }

    @Test
    void aPortThatNeverWasAnsweredForLeavesNothingBehind() {
        lease(80).close();
        pass(IDLE.plusSeconds(1));

        assertThat(lease(80).policy().get()).isEqualTo(named("default"));
    }

    @Test
    void theLongestIdlePortMakesRoomForOneMoreThanCanBeWatched() {
        List<PolicyStore.Lease> held = leaseAll();
        held.get(7).close();
        now++;
        held.get(3).close();
        lease(99);

        assertThat(watched())
                .hasSize(1 + PolicyStore.MOST_WATCHED)
                .contains(1, 99, 1003)
                .doesNotContain(1007);
    }

    @Test
    void whereEveryPortIsInUseThereIsNoLeaseOfAnother() {
        leaseAll();

        assertThat(store.lease(99)).isEmpty();
        assertThat(store.lease(1)).as("permanent").isPresent();
        assertThat(watched()).hasSize(1 + PolicyStore.MOST_WATCHED);
    }

    private List<PolicyStore.Lease> leaseAll() {
        return IntStream.range(0, PolicyStore.MOST_WATCHED)
                .mapToObj(i -> lease(1000 + i))
                .toList();
    }

    private static ServerPolicy named(String name) {
        return new ServerPolicy(ResourceRef.ofDefault(name), new ServerProtocol.Opaque(), List.of(), List.of());
    }
}

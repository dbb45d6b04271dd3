package io.weft.destination.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DutyRoundTest {
    private final ManualTicker ticker = new ManualTicker();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Set<String> due = new LinkedHashSet<>();
    private final List<String> written = new ArrayList<>();
    private boolean leads = true;
    private @Nullable KubernetesClientException refusal;

    private final DutyRound round = new DutyRound(
            () -> leads, () -> due.stream().<Task>map(Write::new).toList(), new WriteMeter(registry, "writes"), ticker);

    private final class Write implements Task {
        private final String name;

        Write(String name) {
            this.name = name;
        }

        @Override
        public ResourceId subject() {
            return new ResourceId(ResourceKind.HTTP_ROUTE, "shop", name);
        }

        @Override
        public boolean perform() {
            written.add(name);
            if (refusal != null) {
                throw refusal;
            }
            due.remove(name);
            return true;
        }
    }

    @Test
    void onlyTheLeaderWrites() {
        due.add("web");
        leads = false;
        assertThat(round.run()).isEqualTo(DutyRound.RECONCILE_NANOS);
        assertThat(written).isEmpty();

        leads = true;
        round.run();
        assertThat(written).containsExactly("web");
    }

    @Test
    void replicaThatLosesTheLeaseLeavesTheRest() {
        due.addAll(List.of("a", "b"));
        DutyRound losing = new DutyRound(
                () -> written.isEmpty(),
                () -> due.stream().<Task>map(Write::new).toList(),
                new WriteMeter(registry, "writes"),
                ticker);

        losing.run();
        assertThat(written).containsExactly("a");
    }

    @Test
    void whatFailsIsLeftAloneForASecondAndThenTwiceAsLongEachTime() {
        due.add("web");
        refusal = new KubernetesClientException("not yours", 403, null);
        assertThat(round.run()).isEqualTo(Duration.ofSeconds(1).toNanos());
        round.run();
        assertThat(written).hasSize(1);

        ticker.advance(Duration.ofSeconds(1));
        assertThat(round.run()).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(written).hasSize(2);
        for (int again = 0; again < 20; again++) {
            ticker.advance(Duration.ofMinutes(5));
            round.run();
        }
        assertThat(written).hasSize(22);
        assertThat(registry.counter("writes.failed").count()).isEqualTo(22);

        refusal = null;
        ticker.advance(Duration.ofMinutes(5));
        round.run();
        due.add("web");
        round.run();
        assertThat(written).as("what succeeds is not left alone").hasSize(24);
    }

    @Test
    void whatFailsKeepsNothingElseFromBeingWritten() {
        due.add("a");
        refusal = new KubernetesClientException("not yours", 403, null);
        round.run();
        due.add("b");
        refusal = null;

        round.run();
        assertThat(written).containsExactly("a", "b");
    }

    @Test
    void aHundredAreWrittenAtOnceAndThenTwentyASecond() {
        IntStream.range(0, 1000).forEach(i -> due.add("web-" + i));
        assertThat(round.run()).isEqualTo(Duration.ofMillis(50).toNanos());
        assertThat(written).hasSize(100);

        for (int tick = 0; tick < 20; tick++) {
            ticker.advance(Duration.ofMillis(50));
            round.run();
        }
        assertThat(written).hasSize(120);
    }

    @Test
    void writesThatAreNotAnsweredInTimeAreCountedApart() {
        due.add("web");
        refusal = new KubernetesClientException("late", new TimeoutException());
        round.run();

        assertThat(registry.counter("writes.timeout").count()).isEqualTo(1);
        assertThat(registry.counter("writes.failed").count()).isZero();
    }
}

package io.weft.destination.workloads;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.answers.WorkloadId;
import io.weft.destination.cluster.Settings;
import io.weft.destination.workloads.Roster.Changes;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final WorkloadReader reader = new WorkloadReader(Settings.USUAL, Settings.none());
    private final Workload a = reader.read(pod("shop", "a").build());
    private final Workload b = reader.read(pod("shop", "b").build());
    private final Roster roster = new Roster();

    @Test
    void whoAsksFirstIsToldEverything() {
        roster.reset(List.of(a));
        roster.apply(b);

        Changes all = roster.since(0);
        assertThat(all.reset()).isTrue();
        assertThat(all.applied()).containsExactlyInAnyOrder(a, b);
        assertThat(all.removed()).isEmpty();
    }

    @Test
    void whoAsksAgainIsToldWhatChangedOnlyAndOnlyOnce() {
        roster.reset(List.of(a));
        long known = roster.since(0).version();
        roster.apply(b);
        roster.apply(b);
        roster.remove(a.id());

        Changes changes = roster.since(known);
        assertThat(changes.reset()).isFalse();
        assertThat(changes.applied()).containsExactly(b);
        assertThat(changes.removed()).containsExactly(a.id());
        assertThat(roster.since(changes.version()))
                .isEqualTo(new Changes(changes.version(), false, List.of(), List.of()));
    }

    @Test
    void workloadThatCameAndWentMeanwhileIsOnlyGone() {
        roster.reset(List.of());
        long known = roster.since(0).version();
        roster.apply(a);
        roster.remove(a.id());

        assertThat(roster.since(known).applied()).isEmpty();
        assertThat(roster.since(known).removed()).containsExactly(a.id());
    }

    @Test
    void resetIsToldToEverybody() {
        roster.reset(List.of(a));
        long known = roster.since(0).version();
        roster.reset(List.of(b));

        Changes changes = roster.since(known);
        assertThat(changes.reset()).isTrue();
        assertThat(changes.applied()).containsExactly(b);
    }

    @Test
    void whoMissedMoreRemovalsThanAreRememberedStartsAfresh() {
        roster.reset(List.of(a));
        long known = roster.since(0).version();
        for (int i = 0; i < 10_001; i++) {
            roster.remove(WorkloadId.pod("shop", "gone-" + i));
        }

        Changes changes = roster.since(known);
        assertThat(changes.reset()).isTrue();
        assertThat(changes.applied()).containsExactly(a);
    }
}

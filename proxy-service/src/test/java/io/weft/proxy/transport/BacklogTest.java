package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int STEP = Backlog.STEP;

    /** Room for ten steps. */
    private final Backlogs shared = new Backlogs(10L * STEP);

    private final Backlog backlog = shared.newBacklog(ImmediateEventExecutor.INSTANCE);
    private final List<String> givenUp = new ArrayList<>();

    @Test
    void whileThereIsRoomNobodyIsGivenUp() {
        backlog.add(entry("a"), 6 * STEP);
        backlog.add(entry("b"), 4 * STEP);

        assertThat(givenUp).isEmpty();
    }

    @Test
    void whoHasWaitedLongestIsGivenUp() {
        backlog.add(entry("a"), STEP);
        backlog.add(entry("b"), 5 * STEP);
        backlog.add(entry("c"), 6 * STEP);

        assertThat(givenUp).containsExactly("a", "b");
    }

    @Test
    void whoIsReadGoesToTheEnd() {
        BacklogEntry a = entry("a");
        backlog.add(a, 2 * STEP);
        backlog.add(entry("b"), 2 * STEP);
        backlog.take(a, STEP);
        backlog.add(entry("c"), 8 * STEP);

        assertThat(givenUp).containsExactly("b");
    }

    @Test
    void whatIsTakenMakesRoom() {
        for (int i = 0; i < 100; i++) {
            BacklogEntry entry = entry("of " + i);
            backlog.add(entry, 2 * STEP);
            backlog.add(entry, 2 * STEP);
            backlog.take(entry, 4 * STEP);
        }
        backlog.add(entry("last"), 10 * STEP);

        assertThat(givenUp).isEmpty();
    }

    @Test
    void whoHasLeftTakesNoMoreRoom() {
        BacklogEntry gone = entry("gone");
        backlog.add(gone, 6 * STEP);
        backlog.leave(gone);
        backlog.leave(gone);
        backlog.add(gone, 6 * STEP);
        backlog.take(gone, 6 * STEP);
        backlog.add(entry("b"), 10 * STEP);

        assertThat(givenUp).isEmpty();
    }

    @Test
    void whoIsTooLargeAloneIsGivenUpItself() {
        backlog.add(entry("a"), 11 * STEP);

        assertThat(givenUp).containsExactly("a");
    }

    @Test
    void theLoopThatHoldsMostMakesRoomForAll() {
        Backlog other = shared.newBacklog(ImmediateEventExecutor.INSTANCE);
        other.add(entry("old"), 2 * STEP);
        other.add(entry("older than mine"), 6 * STEP);
        backlog.add(entry("mine"), 3 * STEP);

        assertThat(givenUp).containsExactly("old");
    }

    @Test
    void whatALoopNoLongerHoldsIsRoomForOthers() {
        Backlog other = shared.newBacklog(ImmediateEventExecutor.INSTANCE);
        BacklogEntry entry = entry("read at last");
        other.add(entry, 8 * STEP);
        other.take(entry, 8 * STEP);
        backlog.add(entry("mine"), 10 * STEP);

        assertThat(givenUp).isEmpty();
    }

    @Test
    void isCrowdedFromAQuarterOn() {
        Backlog other = shared.newBacklog(ImmediateEventExecutor.INSTANCE);
        other.add(entry("of another loop"), 2 * STEP);
        boolean before = backlog.isCrowded();
        backlog.add(entry("mine"), STEP);

        assertThat(before).isFalse();
        assertThat(backlog.isCrowded()).isTrue();
        assertThat(other.isCrowded()).isTrue();
    }

    @Test
    void whatNeedNotBeKeptHasHalfOfIt() {
        boolean first = backlog.reserve(4 * STEP);
        boolean second = backlog.reserve(2 * STEP);
        backlog.giveBack(4 * STEP);
        boolean third = backlog.reserve(5 * STEP);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(third).isTrue();
    }

    @Test
    void whatNeedNotBeKeptIsNotWhereOthersWait() {
        backlog.add(entry("a"), 5 * STEP);

        assertThat(backlog.reserve(1)).isFalse();
    }

    /** Whoever is given up lets go of others, too. */
    @Test
    void oneThatTakesOthersWithItIsTheOnlyOne() {
        BacklogEntry second = entry("b");
        BacklogEntry first = new BacklogEntry() {
            @Override
            protected void giveUp() {
                givenUp.add("a");
                backlog.leave(second);
            }
        };
        backlog.add(first, 4 * STEP);
        backlog.add(second, 4 * STEP);
        backlog.add(entry("c"), 6 * STEP);

        assertThat(givenUp).containsExactly("a");
    }

    private BacklogEntry entry(String name) {
        return new BacklogEntry() {
            @Override
            protected void giveUp() {
                givenUp.add(name);
            }
        };
    }
}

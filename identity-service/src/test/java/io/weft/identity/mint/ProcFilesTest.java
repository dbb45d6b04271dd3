package io.weft.identity.mint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
    private static final String REST = " 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 30 0 98765 1 2 3";

    @Test
    void startTimeIsFieldTwentyTwo() {
        assertThat(ProcFiles.parse("4711 (java) S" + REST)).isEqualTo(OptionalLong.of(98765));
    }

    @Test
    void nameMayLookLikeFields() {
        assertThat(ProcFiles.parse("4711 (a) Z 1) R" + REST)).isEqualTo(OptionalLong.of(98765));
    }

    @Test
    void deadProcessThatNobodyBuriedIsGone() {
        assertThat(ProcFiles.parse("4711 (java) Z" + REST)).isEmpty();
    }

    @Test
    void thisProcessLivesAndAnImpossibleOneDoesNot() {
        ProcFiles processes = new ProcFiles();
        assertThat(processes.startTime(ProcessHandle.current().pid())).isPresent();
        assertThat(processes.startTime(Long.MAX_VALUE)).isEmpty();
    }
}

package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WitnessTest {
    @Test
    void interruptOfTheWholeGroupIsSeenAndTheNextOneToo() throws IOException, InterruptedException {
        try (Witness witness = new Witness(true)) {
            for (int i = 0; i < 2; i++) {
                new ProcessBuilder("kill", "-INT", Long.toString(witness.pid()))
                        .start()
                        .waitFor();
                assertThat(witness.sawInterrupt()).isTrue();
            }
        }
    }

    @Test
    void interruptOfThisProcessAloneIsNotSeen() {
        try (Witness witness = new Witness(true)) {
            assertThat(witness.sawInterrupt()).isFalse();
        }
    }

    @Test
    void withoutATerminalNothingIsStarted() {
        try (Witness witness = new Witness(false)) {
            assertThat(witness.pid()).isZero();
            assertThat(witness.sawInterrupt()).isFalse();
        }
    }
}

package io.weft.cli.machine;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.FunctionDescriptor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinuxTest {
    private static final CFunction MISSING =
            new CFunction("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT), () -> name -> Optional.empty());

    @Test
    void functionThatASystemLacksIsNamedWhenItIsCalled() {
        assertThatThrownBy(MISSING::handle)
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("setns")
                .hasMessageContaining("Linux");
    }

    @Test
    void systemThatCannotTellATerminalHasNone() {
        assertThat(Linux.isTerminal(1, MISSING)).isFalse();
    }
}

package io.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private static final long STACK_BYTES = 256 * 1024; // as shipped: jvm.options

    /** How deep is too deep, the compiler of the day decides; the thread goes on in any case. */
    @ParameterizedTest
    @ValueSource(strings = {"x{0,1000}", "(x?){700}", "(.*){800}", "(?:|x){700}", "y(x?){700}", "x*"})
    void whatIsTooDeepForTheStackFailsAsAnInvalidPolicyDoes(String text) throws InterruptedException {
        List<Throwable> surprises = new ArrayList<>();
        Thread thread = new Thread(null, () -> match(text), "small stack", STACK_BYTES);
        thread.setUncaughtExceptionHandler((small, surprise) -> surprises.add(surprise));
        thread.start();
        thread.join();

        assertThat(surprises).isEmpty();
    }

    private static void match(String text) {
        try {
            assertThat(Expressions.matches(Expressions.compiled(text), "/")).isIn(true, false);
        } catch (InvalidPolicyException tooDeep) {
            assertThat(tooDeep).hasMessageContaining("too deep");
        }
    }
}

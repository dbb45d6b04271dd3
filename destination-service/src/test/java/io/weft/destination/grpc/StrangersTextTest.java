package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a stranger writes is understood or refused, never a surprise. */
class StrangersTextTest {
    private static final String ALPHABET =
            "ab09.:-_*[]{}\"\\/,% \n\u0000é" + "ns pod external_workload svc cluster.local";
    private static final int ROUNDS = 50_000;

    @Test
    void everyTextIsUnderstoodOrRefused() {
        Random dice = new Random(42);
        for (int i = 0; i < ROUNDS; i++) {
            String text = text(dice, dice.nextInt(40));
            understoodOrRefused(text, () -> Target.parse(text, "cluster.local"));
            understoodOrRefused(text, () -> WorkloadToken.parse(text));
            understoodOrRefused(text, () -> ContextToken.parse(text));
        }
    }

    @Test
    void veryLongTextIsRefusedInFewWords() {
        String[] texts = {
            "a.".repeat(500_000) + "svc.cluster.local:80",
            "{".repeat(1_000_000),
            "[".repeat(1_000_000),
            "1".repeat(1_000_000)
        };
        for (String text : texts) {
            understoodOrRefused("long", () -> Target.parse(text, "cluster.local"));
            understoodOrRefused("long", () -> WorkloadToken.parse(text));
            understoodOrRefused("long", () -> ContextToken.parse(text));
        }
    }

    private static void understoodOrRefused(String text, Runnable parse) {
        try {
            parse.run();
        } catch (StatusRuntimeException refusal) {
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(refusal.getStatus().getDescription()).isNotBlank().hasSizeLessThan(200);
        } catch (RuntimeException | StackOverflowError surprise) {
            fail("for " + text, surprise);
        }
    }

    private static String text(Random dice, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(dice.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}

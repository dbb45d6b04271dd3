package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 0.1: error. */
class BreaksTest {
    private final RecordedExchange exchange =
            RecordedExchange.once(new RecordedStream(), RecordedExchange.head(Version.HTTP_2));

    /** A label, and what is counted by it, for each number a peer may think of would be without end. */
    @ParameterizedTest
    @CsvSource({"8, h2(CANCEL)", "13, h2(HTTP_1_1_REQUIRED)", "14, h2(UNKNOWN)", "4294967295, h2(UNKNOWN)"})
    void codesThatNobodyHasNamedAreCountedAsOne(long code, String error) {
        exchange.requestReset(code);

        assertThat(exchange.broken).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"2, h2(INTERNAL_ERROR)", "123456789, h2(UNKNOWN)"})
    void codesOfServersAlike(long code, String error) {
        exchange.responseFailed(StreamFailure.reset(code));

        assertThat(exchange.broken).isEqualTo(error);
    }
}

package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 2: errno. */
class ErrnoTest {
    @ParameterizedTest
    @CsvSource({
        "32, EPIPE",
        "100, ENETDOWN",
        "101, ENETUNREACH",
        "102, ENETRESET",
        "103, ECONNABORTED",
        "104, ECONNRESET",
        "110, ETIMEDOUT",
        "111, ECONNREFUSED",
        "112, EHOSTDOWN",
        "113, EHOSTUNREACH",
        "5, UNKNOWN_ERRNO",
    })
    void whatEndsConnectionsHasAName(int number, String name) {
        assertThat(Errno.name(number)).isEqualTo(name);
    }
}

package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.outbound.Deadlines.Limit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 5: error. */
class RouteErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "FAIL_FAST, '', , FAIL_FAST",
        "OVERLOADED, '', , LOAD_SHED",
        "TIMED_OUT, timeout, REQUEST, REQUEST_TIMEOUT",
        "PROFILE_TIMED_OUT, timeout, PROFILE, REQUEST_TIMEOUT",
        "TIMED_OUT, timeout, TRY, RESPONSE_HEADERS_TIMEOUT",
        "TIMED_OUT, timeout, RESPONSE, RESPONSE_STREAM_TIMEOUT",
        "TIMED_OUT, timeout, IDLE, IDLE_TIMEOUT",
        "BAD_GATEWAY, unclassified, , IO",
        "CONNECT_TIMEOUT, timeout, , IO",
        "UNEXPECTED, unclassified, , UNKNOWN",
        ", h2(CANCEL), , CANCEL",
        ", h2(REFUSED_STREAM), , REFUSED",
        ", h2(ENHANCE_YOUR_CALM), , ENHANCE_YOUR_CALM",
        ", h2(INTERNAL_ERROR), , RESET",
        "BAD_GATEWAY, h2(ENHANCE_YOUR_CALM), , GO_AWAY",
        ", unclassified, , CANCEL",
    })
    void everyEndHasItsName(@Nullable ProxyFault fault, String error, @Nullable Limit limit, String expected) {
        assertThat(RouteErrors.of(fault, error, limit)).isEqualTo(expected);
    }
}

package io.weft.proxy.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire-behaviour, 10: errors synthesized by the proxy. */
class FaultResponderTest {
    @ParameterizedTest
    @CsvSource({
        "UNEXPECTED, 500, 13, true",
        "BAD_GATEWAY, 502, 14, true",
        "IDENTITY_REQUIRED, 502, 14, true",
        "CONNECT_TIMEOUT, 504, 4, true",
        "FAIL_FAST, 504, 4, true",
        "OVERLOADED, 503, 14, true",
        "DENIED, 403, 7, false",
        "LOOP, 508, 10, true",
        "NO_ROUTE, 404, 5, false",
        "RATE_LIMITED, 429, 8, false",
        "TIMED_OUT, 504, 4, false",
        "PROFILE_TIMED_OUT, 504, 4, true",
        "HEADERS_TOO_LARGE, 431, 8, true",
        "BAD_REQUEST, 400, 3, true"
    })
    void everyFaultHasItsStatusInBothTongues(ProxyFault fault, String status, String grpcStatus, boolean closes) {
        assertThat(FaultResponder.head(fault, "why", false, true).status()).hasToString(status);
        Http2Headers grpc = FaultResponder.head(fault, "why", true, true);
        assertThat(grpc.status()).hasToString("200");
        assertThat(grpc.get("grpc-status")).hasToString(grpcStatus);
        assertThat(grpc.get("content-type")).hasToString("application/grpc");
        assertThat(fault.closes()).isEqualTo(closes);
        assertThat(grpc.contains("l5d-proxy-connection")).isEqualTo(closes);
    }

    @Test
    void theReasonIsForPeersThatMayKnowIt() {
        assertThat(FaultResponder.head(ProxyFault.DENIED, "secret detail", false, false))
                .noneMatch(header -> header.getKey().toString().startsWith("l5d-"));
        assertThat(FaultResponder.head(ProxyFault.DENIED, "detail", false, true).get("l5d-proxy-error"))
                .hasToString("detail");
        assertThat(FaultResponder.head(ProxyFault.DENIED, "detail", true, true).get("grpc-message"))
                .hasToString("detail");
    }

    @Test
    void whatIsNoHeaderValueIsReplaced() {
        assertThat(FaultResponder.head(ProxyFault.BAD_GATEWAY, "a\r\nset-cookie: x", false, true)
                        .get("l5d-proxy-error"))
                .hasToString("bad gateway");
        assertThat(FaultResponder.head(ProxyFault.UNEXPECTED, "stack trace", false, true)
                        .get("l5d-proxy-error"))
                .hasToString("unexpected error");
    }
}

package io.weft.identity.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.weft.identity.ca.CertifyException;
import io.weft.identity.ca.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalStatusTest {

    @ParameterizedTest
    @CsvSource({
        "NOT_LOADED, UNAVAILABLE",
        "BUSY, UNAVAILABLE",
        "REVIEWER_AWAY, UNAVAILABLE",
        "NOT_REVIEWED, INTERNAL",
        "TOKEN_INVALID, INVALID_ARGUMENT",
        "MALFORMED, INVALID_ARGUMENT",
        "ISSUER_UNTRUSTED, FAILED_PRECONDITION",
        "REQUEST, FAILED_PRECONDITION",
        "TOKEN, FAILED_PRECONDITION",
        "TOKEN_SUBJECT, INVALID_ARGUMENT",
        "OTHER_IDENTITY, FAILED_PRECONDITION",
        "KEY, INTERNAL",
        "SIGNING, INTERNAL",
    })
    void eachRefusalHasTheStatusOfTheSheet(Refusal refusal, Status.Code code) {
        Status status = RefusalStatus.of(new CertifyException(refusal, "why"));
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo("why");
    }
}

package io.weft.identity.grpc;

import io.grpc.Status;
import io.weft.identity.ca.CertifyException;
import io.weft.identity.ca.Refusal;

/**
 * Says each refusal with one status.
 *
 * @see "wire-behaviour, 2: original identity controller; control-plane, 4"
 */
final class RefusalStatus {
    private RefusalStatus() {}

    static Status of(CertifyException e) {
        return of(e.refusal()).withDescription(e.getMessage());
    }

    private static Status of(Refusal refusal) {
        return switch (refusal) {
            case NOT_LOADED, BUSY, REVIEWER_AWAY -> Status.UNAVAILABLE;
            case MALFORMED, TOKEN_INVALID, TOKEN_SUBJECT -> Status.INVALID_ARGUMENT;
            case ISSUER_UNTRUSTED, REQUEST, TOKEN, OTHER_IDENTITY -> Status.FAILED_PRECONDITION;
            case NOT_REVIEWED, KEY, SIGNING -> Status.INTERNAL;
        };
    }
}

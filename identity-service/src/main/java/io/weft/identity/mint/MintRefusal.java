package io.weft.identity.mint;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** No token is given: the caller learns the status and why, the metric the reason. */
final class MintRefusal extends StatusRuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    MintRefusal(Reason reason, String description) {
        super(Status.fromCode(reason.code).withDescription(description));
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why no token is given. Every refusal is listed here. */
    enum Reason {
        /** The caller is not the user who may ask. */
        USER(Status.Code.PERMISSION_DENIED),
        /** A name is none. */
        MALFORMED(Status.Code.INVALID_ARGUMENT),
        /** The folder has not been read, or there is no key to sign with. */
        NOT_LOADED(Status.Code.UNAVAILABLE),
        /** No such Pod stands in the folder. */
        NO_POD(Status.Code.FAILED_PRECONDITION),
        /** The Pod runs as another service account. */
        OTHER_ACCOUNT(Status.Code.FAILED_PRECONDITION),
        /** The Pod does not say which process runs it. */
        NO_HOLDER(Status.Code.FAILED_PRECONDITION),
        /** Another process runs the Pod and is alive. */
        HELD(Status.Code.PERMISSION_DENIED);

        private final Status.Code code;

        Reason(Status.Code code) {
            this.code = code;
        }
    }
}

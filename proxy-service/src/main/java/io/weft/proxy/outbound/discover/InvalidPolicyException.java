package io.weft.proxy.outbound.discover;

/** Why a policy of the control plane cannot be followed. */
final class InvalidPolicyException extends RuntimeException {
    InvalidPolicyException(String message) {
        super(message);
    }

    static void check(boolean good, String otherwise) {
        if (!good) {
            throw new InvalidPolicyException(otherwise);
        }
    }
}

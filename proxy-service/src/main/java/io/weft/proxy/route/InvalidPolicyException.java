package io.weft.proxy.route;

/** Why a policy of the control plane cannot be followed. */
public final class InvalidPolicyException extends RuntimeException {
    public InvalidPolicyException(String message) {
        super(message);
    }

    /** Throws it, unless {@code good}. */
    public static void check(boolean good, String otherwise) {
        if (!good) {
            throw new InvalidPolicyException(otherwise);
        }
    }
}

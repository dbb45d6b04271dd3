package io.weft.proxy.inbound.policy;

/** Why a policy of the control plane cannot be followed. */
final class InvalidPolicyException extends RuntimeException {
    InvalidPolicyException(String message) {
        super(message);
    }
}

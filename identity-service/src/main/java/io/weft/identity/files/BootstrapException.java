package io.weft.identity.files;

/** The directory is in a state that must not be completed by guessing. */
public final class BootstrapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    BootstrapException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    /** What to do about it, in whole sentences. */
    public String advice() {
        return advice;
    }
}

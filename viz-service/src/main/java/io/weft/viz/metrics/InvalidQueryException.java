package io.weft.viz.metrics;

/** The caller asked for something that cannot be answered; the message says what to ask instead. */
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidQueryException(String message) {
        super(message);
    }
}

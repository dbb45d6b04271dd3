package io.weft.service.admission;

/** What was sent is no admission review; the message says what is wrong with it. */
public final class MalformedReviewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedReviewException(String message) {
        super(message);
    }
}

package io.weft.injector.webhook;

/** What was sent is no admission review; the message says what is wrong with it. */
final class MalformedReviewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedReviewException(String message) {
        super(message);
    }
}

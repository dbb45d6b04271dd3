package io.weft.service.admission;

/** More was sent than a review can have. */
final class ReviewTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReviewTooLongException(String message) {
        super(message);
    }
}

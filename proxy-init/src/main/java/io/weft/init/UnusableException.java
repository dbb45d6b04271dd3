package io.weft.init;

/** Arguments that cannot be used; the message says which, and what would do. */
final class UnusableException extends RuntimeException {
    UnusableException(String message) {
        super(message);
    }
}

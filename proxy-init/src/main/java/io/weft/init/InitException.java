package io.weft.init;

/** What was asked for could not be done; the message says why, and what to look at. */
final class InitException extends RuntimeException {
    InitException(String message) {
        super(message);
    }

    InitException(String message, Throwable cause) {
        super(message, cause);
    }
}

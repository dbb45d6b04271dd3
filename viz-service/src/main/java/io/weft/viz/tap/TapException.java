package io.weft.viz.tap;

import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A tap that cannot be; the message says why. */
final class TapException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    private TapException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    static TapException malformed(String message) {
        return new TapException(HttpStatus.BAD_REQUEST, message);
    }

    static TapException notFound(String message) {
        return new TapException(HttpStatus.NOT_FOUND, message);
    }

    static TapException unsupported(String message) {
        return new TapException(HttpStatus.NOT_IMPLEMENTED, message);
    }

    static TapException busy(String message) {
        return new TapException(HttpStatus.TOO_MANY_REQUESTS, message);
    }

    HttpStatus status() {
        return status;
    }
}

package io.weft.injection;

/** A document is no object of Kubernetes that could be injected; the message names the field. */
public final class MalformedObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedObjectException(String message) {
        super(message);
    }
}

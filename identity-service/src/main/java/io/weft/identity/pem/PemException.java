package io.weft.identity.pem;

/** Text that is not the PEM it should be. The message says which and never quotes a key. */
public final class PemException extends Exception {
    private static final long serialVersionUID = 1L;

    public PemException(String message) {
        super(message);
    }

    PemException(String message, Throwable cause) {
        super(message, cause);
    }
}

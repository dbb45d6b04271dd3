package io.weft.identity.ca;

/** A request to certify was refused. The message is for the caller and the log: it holds no token. */
public final class CertifyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public CertifyException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public CertifyException(Refusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}

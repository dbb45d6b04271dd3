package io.weft.identity.token;

/** A token that proves nothing, or none could be made. The message says why without quoting the token. */
public final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    public TokenException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    TokenException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** What is wrong, as far as an answer differs. */
    public enum Fault {
        /** Who reviews tokens cannot be reached now. */
        REVIEWER_AWAY,
        /** Who reviews tokens refuses to do so for us: an operator is needed. */
        NOT_REVIEWED,
        /** There is no key to make or review tokens with yet. */
        NO_KEY,
        /** It is no token at all. */
        MALFORMED,
        /** Who reviews tokens finds fault with it. */
        INVALID,
        /** It is forged, expired, or meant for somebody else. */
        NOT_AUTHENTIC,
        /** It is sound, but its subject is no service account. */
        SUBJECT
    }
}

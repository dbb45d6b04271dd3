package io.weft.init;

/** What was asked for could not be done; the message says why, and what to look at. */
final class InitException extends RuntimeException {
    private static final int FAILED = 1;
    private static final int NOT_REDIRECTED = 95; // by which a CNI plugin's repair finds its pods

    private final int exitCode;

    InitException(String message) {
        super(message);
        this.exitCode = FAILED;
    }

    InitException(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = FAILED;
    }

    private InitException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Connections do not arrive where the sidecar would take them. */
    static InitException notRedirected(String message) {
        return new InitException(message, NOT_REDIRECTED);
    }

    /** What the program ends with. */
    int exitCode() {
        return exitCode;
    }
}

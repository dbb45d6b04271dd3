package io.weft.proxy.telemetry;

/** Numbers of errors on Linux that end connections, and their names. Pure. */
final class Errno {
    static final int EPIPE = 32;
    static final int ECONNRESET = 104;
    static final int ETIMEDOUT = 110;
    static final int ECONNREFUSED = 111;

    private Errno() {}

    static String name(int errno) {
        return switch (errno) {
            case ECONNRESET -> "ECONNRESET";
            case EPIPE -> "EPIPE";
            case ETIMEDOUT -> "ETIMEDOUT";
            case ECONNREFUSED -> "ECONNREFUSED";
            default -> "UNKNOWN_ERRNO";
        };
    }
}

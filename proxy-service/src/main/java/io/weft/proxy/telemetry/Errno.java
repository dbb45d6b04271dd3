package io.weft.proxy.telemetry;

/** Numbers of errors on Linux that end connections, and their names. Pure. */
final class Errno {
    static final int EPIPE = 32;
    static final int ENETDOWN = 100;
    static final int ENETUNREACH = 101;
    static final int ENETRESET = 102;
    static final int ECONNABORTED = 103;
    static final int ECONNRESET = 104;
    static final int ETIMEDOUT = 110;
    static final int ECONNREFUSED = 111;
    static final int EHOSTDOWN = 112;
    static final int EHOSTUNREACH = 113;

    private Errno() {}

    static String name(int errno) {
        return switch (errno) {
            case ECONNRESET -> "ECONNRESET";
            case EPIPE -> "EPIPE";
            case ETIMEDOUT -> "ETIMEDOUT";
            case ECONNREFUSED -> "ECONNREFUSED";
            case ECONNABORTED -> "ECONNABORTED";
            case EHOSTUNREACH -> "EHOSTUNREACH";
            case EHOSTDOWN -> "EHOSTDOWN";
            case ENETUNREACH -> "ENETUNREACH";
            case ENETDOWN -> "ENETDOWN";
            case ENETRESET -> "ENETRESET";
            default -> "UNKNOWN_ERRNO";
        };
    }
}

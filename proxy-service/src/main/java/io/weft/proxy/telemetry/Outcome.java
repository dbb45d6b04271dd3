package io.weft.proxy.telemetry;

/**
 * How a stream ended.
 *
 * @param status HTTP status, 0 without a response
 * @param grpcStatus 0 to 16, or -1 where no gRPC was spoken
 * @param judged whether its statuses say that it is a failure, or somebody else
 * @param error empty, {@code timeout}, {@code h2(REASON)} or {@code unclassified}: why it ended before it was whole
 * @see "metrics, 0.1: class"
 */
public record Outcome(int status, int grpcStatus, String error, Judged judged) {
    /** Who says whether it is a success. */
    public enum Judged {
        /** Its statuses. */
        BY_STATUS,
        /** Somebody who knows better. */
        SUCCESS,
        /** Likewise. */
        FAILURE
    }

    static final int LAST_GRPC_STATUS = 16;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RESOURCE_EXHAUSTED = 8;

    private static final int UNKNOWN = 2;

    /** A stream that ended whole without gRPC. */
    public static Outcome http(int status) {
        return new Outcome(status, -1, "", Judged.BY_STATUS);
    }

    /**
     * A stream that ended before it was whole.
     *
     * @param status of the response's head, 0 if none came
     */
    public static Outcome broken(int status, String error) {
        return new Outcome(status, -1, error, Judged.BY_STATUS);
    }

    /**
     * A stream whose client left when it had the response's head: whoever served it has not failed by that.
     *
     * @see "metrics, 0.1: a gRPC stream ending without grpc-status counts as success"
     */
    public static Outcome left(int status, boolean grpc) {
        return grpc ? grpc(status, null) : http(status);
    }

    /**
     * A gRPC stream that ended whole.
     *
     * @param grpcStatus of header or trailer; null counts as success with status 2
     */
    public static Outcome grpc(int status, @org.jspecify.annotations.Nullable CharSequence grpcStatus) {
        return new Outcome(status, grpcStatus == null ? MISSING : parse(grpcStatus), "", Judged.BY_STATUS);
    }

    /** A gRPC stream that ended without a status. */
    private static final int MISSING = 99;

    private static int parse(CharSequence text) {
        try {
            int number = Integer.parseInt(text, 0, text.length(), 10);
            return number < 0 || number > LAST_GRPC_STATUS ? UNKNOWN : number;
        } catch (NumberFormatException malformed) {
            return UNKNOWN;
        }
    }

    /** A number for all its labels but the error. */
    int code() {
        return (failure() ? 1 << 24 : 0) | status << 8 | (grpcStatus + 1);
    }

    /** The same, classified by somebody who knows better. */
    public Outcome judge(boolean failure) {
        return new Outcome(status, grpcStatus, error, failure ? Judged.FAILURE : Judged.SUCCESS);
    }

    /** Whether the server has said that it is asked too much. */
    public boolean limited() {
        return status == TOO_MANY_REQUESTS || grpcStatus == RESOURCE_EXHAUSTED;
    }

    /** As metrics classify it. */
    public boolean failure() {
        return switch (judged) {
            case BY_STATUS -> !error.isEmpty() || (grpcStatus >= 0 ? isFailure(grpcStatus) : status >= 500);
            case SUCCESS -> false;
            case FAILURE -> true;
        };
    }

    private static boolean isFailure(int grpcStatus) {
        return switch (grpcStatus) {
            case UNKNOWN, 4, 7, 13, 14, 15 -> true;
            default -> false;
        };
    }

    Labels labels() {
        int shown = grpcStatus == MISSING ? UNKNOWN : grpcStatus;
        return Labels.of(
                "status_code",
                RequestMeter.status(status),
                "classification",
                failure() ? "failure" : "success",
                "grpc_status",
                shown < 0 ? "" : Integer.toString(shown),
                "error",
                error);
    }
}

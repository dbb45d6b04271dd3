package io.weft.destination.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Every way a call is turned down, with what the caller's proxy makes of it. */
final class Refused {
    private static final int SHOWN = 80;

    private Refused() {}

    /** What a caller wrote, short enough for a status message. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** The question makes no sense; asking again does not help. */
    static StatusRuntimeException argument(String why) {
        return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
    }

    /** A sensible question about something that is not there: an ordinary answer. */
    static StatusRuntimeException notFound(String why) {
        return Status.NOT_FOUND.withDescription(why).asRuntimeException();
    }

    /** The cluster's objects contradict each other. */
    static StatusRuntimeException precondition(String why) {
        return Status.FAILED_PRECONDITION.withDescription(why).asRuntimeException();
    }

    /** Nothing is known yet; the caller asks again. */
    static StatusRuntimeException unavailable(String why) {
        return Status.UNAVAILABLE.withDescription(why).asRuntimeException();
    }
}

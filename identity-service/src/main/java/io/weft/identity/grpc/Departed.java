package io.weft.identity.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A caller who leaves before the answer. */
public final class Departed {
    private static final Logger log = LoggerFactory.getLogger(Departed.class);

    private Departed() {}

    /** Lets an answer to who has left go nowhere, rather than throw. To be called before the call's method returns. */
    public static void isNoError(StreamObserver<?> out) {
        if (out instanceof ServerCallStreamObserver<?> call) {
            call.setOnCancelHandler(() -> log.trace("the caller left before the answer"));
        }
    }
}

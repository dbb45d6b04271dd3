package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.BooleanSupplier;

/**
 * What is answered to whom, metrics apart. Pure, but for the shutdown it starts.
 *
 * @see "proxy-behaviour, section 9"
 */
final class AdminEndpoints {
    private final BooleanSupplier ready;
    private final Runnable shutdown;
    private final boolean shutdownEnabled;

    AdminEndpoints(BooleanSupplier ready, Runnable shutdown, boolean shutdownEnabled) {
        this.ready = ready;
        this.shutdown = shutdown;
        this.shutdownEnabled = shutdownEnabled;
    }

    /** {@code local} says whether the client is on this machine. */
    AdminAnswer answer(HttpMethod method, String path, boolean local) {
        return switch (path) {
            case "/live" -> AdminAnswer.ok("live\n");
            case "/ready" -> ready();
            case "/shutdown" -> shutdown(method, local);
            default -> AdminAnswer.refused(HttpResponseStatus.NOT_FOUND, "not found\n");
        };
    }

    private AdminAnswer ready() {
        return ready.getAsBoolean()
                ? AdminAnswer.ok("ready\n")
                : AdminAnswer.refused(HttpResponseStatus.SERVICE_UNAVAILABLE, "not ready\n");
    }

    private AdminAnswer shutdown(HttpMethod method, boolean local) {
        if (!method.equals(HttpMethod.POST)) {
            return new AdminAnswer(HttpResponseStatus.METHOD_NOT_ALLOWED, "use POST\n", "POST");
        }
        if (!local) {
            return AdminAnswer.refused(HttpResponseStatus.FORBIDDEN, "only for clients on this machine\n");
        }
        if (!shutdownEnabled) {
            return AdminAnswer.refused(HttpResponseStatus.NOT_FOUND, "shutdown endpoint is not enabled\n");
        }
        shutdown.run();
        return AdminAnswer.ok("shutdown\n");
    }
}

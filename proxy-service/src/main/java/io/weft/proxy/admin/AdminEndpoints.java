package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is answered to whom, metrics apart. Pure, but for the shutdown it starts and the log level it changes.
 *
 * @see "proxy-behaviour, section 9"
 */
final class AdminEndpoints {
    static final String LOG_LEVEL = "/proxy-log-level";
    /** What everybody may ask. */
    static final Set<String> HEALTH = Set.of("/live", "/ready");

    private final AdminSubject proxy;
    private final boolean shutdownEnabled;
    private final AtomicBoolean shuttingDown = new AtomicBoolean();

    AdminEndpoints(AdminSubject proxy, boolean shutdownEnabled) {
        this.proxy = proxy;
        this.shutdownEnabled = shutdownEnabled;
    }

    AdminAnswer answer(AdminRequest request) {
        return switch (request.path()) {
            case "/live" -> AdminAnswer.ok("live\n");
            case "/ready" -> ready();
            case "/shutdown" -> shutdown(request);
            case LOG_LEVEL -> new LogLevelEndpoint(proxy.log()).answer(request);
            case "/env.json" -> new EnvironmentEndpoint(proxy.environment()).answer(request);
            default -> AdminAnswer.refused(HttpResponseStatus.NOT_FOUND, "not found\n");
        };
    }

    private AdminAnswer ready() {
        return proxy.ready().getAsBoolean()
                ? AdminAnswer.ok("ready\n")
                : AdminAnswer.refused(HttpResponseStatus.SERVICE_UNAVAILABLE, "not ready\n");
    }

    private AdminAnswer shutdown(AdminRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            return AdminAnswer.useInstead("POST");
        }
        if (!request.local()) {
            return AdminAnswer.remote();
        }
        if (!shutdownEnabled) {
            return AdminAnswer.refused(HttpResponseStatus.NOT_FOUND, "shutdown endpoint is not enabled\n");
        }
        if (!shuttingDown.getAndSet(true)) {
            proxy.shutdown().run();
        }
        return AdminAnswer.ok("shutdown\n");
    }
}

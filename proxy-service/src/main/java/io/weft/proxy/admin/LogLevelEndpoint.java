package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;

/**
 * {@code /proxy-log-level}: what is logged, and {@code PUT} to change it, for clients on this machine.
 *
 * @see "proxy-behaviour, section 9"
 */
record LogLevelEndpoint(LogLevel level) {
    AdminAnswer answer(AdminRequest request) {
        if (!request.local()) {
            return AdminAnswer.remote();
        }
        if (level.filter().strip().toLowerCase(Locale.ROOT).equals("off")) {
            return AdminAnswer.refused(
                    HttpResponseStatus.NOT_FOUND, "logging is off: start the proxy with LOG to have it\n");
        }
        if (request.method().equals(HttpMethod.GET)) {
            return AdminAnswer.ok(level.filter() + "\n");
        }
        return request.method().equals(HttpMethod.PUT)
                ? change(request.body().strip())
                : AdminAnswer.useInstead("GET, PUT");
    }

    private AdminAnswer change(String filter) {
        try {
            level.filter(filter);
            return AdminAnswer.done();
        } catch (IllegalArgumentException malformed) {
            return AdminAnswer.refused(HttpResponseStatus.BAD_REQUEST, malformed.getMessage() + "\n");
        }
    }
}

package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;

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
        if (level.absent()) {
            return off("start the proxy with LOG");
        }
        if (request.method().equals(HttpMethod.GET)) {
            return isOff(level.filter()) ? off("PUT a filter") : AdminAnswer.ok(level.filter() + "\n");
        }
        return request.method().equals(HttpMethod.PUT)
                ? change(request.body().strip())
                : AdminAnswer.useInstead("GET, PUT");
    }

    /** What was turned off here can be turned on again here. */
    private static AdminAnswer off(String remedy) {
        return AdminAnswer.refused(HttpResponseStatus.NOT_FOUND, "logging is off: " + remedy + " to have it\n");
    }

    private static boolean isOff(String filter) {
        return filter.strip().equalsIgnoreCase("off");
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

package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * A short answer.
 *
 * @param body ends with a line feed unless it is empty
 * @param allow the methods to name in {@code Allow}; empty: no such header
 * @param type of the body
 */
record AdminAnswer(HttpResponseStatus status, String body, String allow, String type) {
    private static final String PLAIN = "text/plain";

    static AdminAnswer ok(String body) {
        return new AdminAnswer(HttpResponseStatus.OK, body, "", PLAIN);
    }

    static AdminAnswer json(String body) {
        return new AdminAnswer(HttpResponseStatus.OK, body, "", "application/json");
    }

    static AdminAnswer done() {
        return new AdminAnswer(HttpResponseStatus.NO_CONTENT, "", "", PLAIN);
    }

    static AdminAnswer refused(HttpResponseStatus status, String body) {
        return new AdminAnswer(status, body, "", PLAIN);
    }

    static AdminAnswer remote() {
        return refused(HttpResponseStatus.FORBIDDEN, "only for clients on this machine\n");
    }

    /** Of the methods {@code allow} lists, none was used. */
    static AdminAnswer useInstead(String allow) {
        return new AdminAnswer(
                HttpResponseStatus.METHOD_NOT_ALLOWED, "use " + allow.replace(", ", " or ") + "\n", allow, PLAIN);
    }
}

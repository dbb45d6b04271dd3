package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * A short plain-text answer.
 *
 * @param body ends with a line feed
 * @param allow the methods to name in {@code Allow}; empty: no such header
 */
record AdminAnswer(HttpResponseStatus status, String body, String allow) {
    static AdminAnswer ok(String body) {
        return new AdminAnswer(HttpResponseStatus.OK, body, "");
    }

    static AdminAnswer refused(HttpResponseStatus status, String body) {
        return new AdminAnswer(status, body, "");
    }
}

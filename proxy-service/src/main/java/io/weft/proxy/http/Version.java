package io.weft.proxy.http;

import io.netty.handler.codec.http.HttpVersion;

/** The version of HTTP a message was, or is to be, spoken in. */
public enum Version {
    /** HTTP/1.0. */
    HTTP_1_0("HTTP/1.0"),
    /** HTTP/1.1. */
    HTTP_1_1("HTTP/1.1"),
    /** HTTP/2. */
    HTTP_2("HTTP/2.0");

    private final String text;

    Version(String text) {
        this.text = text;
    }

    static Version of(HttpVersion version) {
        return version.minorVersion() == 0 && version.majorVersion() == 1 ? HTTP_1_0 : HTTP_1_1;
    }

    HttpVersion toHttp1() {
        return this == HTTP_1_0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    /** As written on a request line. */
    public String text() {
        return text;
    }
}

package io.weft.proxy.http;

/** What the HTTP codecs accept. */
final class HttpLimits {
    /** Largest head, request line included, of either protocol, in bytes. */
    static final int MAX_HEAD_BYTES = 64 * 1024;

    /** What is kept free of {@link #MAX_HEAD_BYTES} for the headers that proxies on the way add, in bytes. */
    static final int HEADROOM_BYTES = 1024;

    /** What a header costs beside its name and value, in bytes, so that many small ones are large as well (RFC 9113 §6.5.2). */
    static final int FIELD_BYTES = 32;

    /** Largest piece of an HTTP/1 body handed on at once, in bytes. */
    static final int MAX_CHUNK_BYTES = 16 * 1024;

    /**
     * Body bytes of one HTTP/1 message that may wait for a slow receiver before its sender is no longer read; {@link
     * #LOW_WATER_BYTES} where much waits.
     */
    static final int HIGH_WATER_BYTES = 64 * 1024;

    /** Below this, reading goes on. */
    static final int LOW_WATER_BYTES = 16 * 1024;

    /** Whole requests of an HTTP/1 client that are decoded before their turn; what follows them waits as the bytes it is. */
    static final int MAX_REQUESTS_AHEAD = 64;

    /** Bytes of a request thrown away after its answer, so that the answer arrives. */
    static final long MAX_LINGERED_BYTES = 4 * 1024 * 1024;

    /** How long that goes on, in milliseconds. */
    static final long LINGER_MILLIS = 5_000;

    private HttpLimits() {}
}

package io.weft.proxy.tap;

import io.netty.handler.codec.http2.Http2Headers;

/**
 * A request as it came.
 *
 * @param head with pseudo-headers; read while a request begins to be shown and not kept
 * @param http2 whether it was spoken in HTTP/2, so that pseudo-headers are headers
 * @param grpc whether its end has a gRPC status
 * @param nanos when, of {@link Taps#now}
 */
public record Arrival(Http2Headers head, boolean http2, boolean grpc, long nanos) {}

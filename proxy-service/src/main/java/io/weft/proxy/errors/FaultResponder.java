package io.weft.proxy.errors;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/** Turns a fault into the head, or the end, of the response that ends the exchange. Pure. */
public final class FaultResponder {
    /** Says what went wrong, to peers that may know. */
    public static final AsciiString PROXY_ERROR = AsciiString.cached("l5d-proxy-error");
    /** {@code close}: the proxy that answered is closing the connection; HTTP/2 has no other header for it. */
    public static final AsciiString PROXY_CONNECTION = AsciiString.cached("l5d-proxy-connection");

    private static final AsciiString CLOSE = AsciiString.cached("close");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString GRPC = AsciiString.cached("application/grpc");
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");
    private static final AsciiString ZERO = AsciiString.cached("0");

    private FaultResponder() {}

    /**
     * The head of the answer; it has no body.
     *
     * @param detail what exactly went wrong; anything that is not a legal header value is replaced
     * @param grpc whether the request is gRPC over HTTP/2
     * @param informational whether the peer may be told the reason
     */
    public static Http2Headers head(ProxyFault fault, String detail, boolean grpc, boolean informational) {
        Http2Headers head = new DefaultHttp2Headers(false);
        head.status(AsciiString.of(Integer.toString(grpc ? 200 : fault.status())));
        head.set(CONTENT_LENGTH, ZERO);
        if (grpc) {
            head.set(CONTENT_TYPE, GRPC);
            head.set(GRPC_STATUS, Integer.toString(fault.grpcStatus()));
        }
        if (informational) {
            inform(head, fault, text(fault, detail), grpc);
        }
        return head;
    }

    /**
     * Ends {@code head} as an answer without body that a route's filter gives.
     *
     * @param grpcStatus -1 if the request is no gRPC
     * @param message for {@link #PROXY_ERROR}; none if it is empty or no legal header value
     */
    public static void finish(Http2Headers head, int grpcStatus, String message) {
        head.set(CONTENT_LENGTH, ZERO);
        if (grpcStatus >= 0) {
            head.set(CONTENT_TYPE, GRPC);
            head.set(GRPC_STATUS, Integer.toString(grpcStatus));
        }
        if (legal(message)) {
            head.set(PROXY_ERROR, message);
            if (grpcStatus >= 0) {
                head.set(GRPC_MESSAGE, message);
            }
        }
    }

    /**
     * The trailers of a gRPC response that breaks off after its head.
     *
     * @param informational whether the peer may be told the reason
     */
    public static Http2Headers trailers(ProxyFault fault, String detail, boolean informational) {
        Http2Headers trailers = new DefaultHttp2Headers(false);
        trailers.set(GRPC_STATUS, Integer.toString(fault.grpcStatus()));
        if (informational) {
            trailers.set(GRPC_MESSAGE, text(fault, detail));
        }
        return trailers;
    }

    private static String text(ProxyFault fault, String detail) {
        return fault == ProxyFault.UNEXPECTED || !legal(detail) ? fault.text() : detail;
    }

    private static void inform(Http2Headers head, ProxyFault fault, String text, boolean grpc) {
        head.set(PROXY_ERROR, text);
        if (grpc) {
            head.set(GRPC_MESSAGE, text);
        }
        if (fault.closes()) {
            head.set(PROXY_CONNECTION, CLOSE);
        }
    }

    private static boolean legal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}

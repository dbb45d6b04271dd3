package io.weft.proxy.inbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Is told of every inbound request once, when its response's head is known. Must not block.
 *
 * @see "proxy-behaviour, 11: access log"
 */
@FunctionalInterface
public interface AccessLog {
    void told(Entry entry);

    /** Whether an entry of this status is wanted; 0: there is no response. */
    default boolean wants(int status) {
        return true;
    }

    /**
     * One request. Texts are as the client wrote them, and may hold anything a header may.
     *
     * @param uri whole where the client named the host in it or spoke HTTP/2, else path and query
     * @param traceId, requestBytes, userAgent, host empty if the request has no such header
     * @param responseBytes empty if the response does not say
     * @param status 0 if there was no response
     * @param totalNanos from the request's head to the response's
     * @param processingNanos what of this passed before the request was on its way to the application
     */
    record Entry(
            InetSocketAddress client,
            Optional<WorkloadIdentity> identity,
            String method,
            String uri,
            String version,
            String traceId,
            String requestBytes,
            String userAgent,
            String host,
            Optional<String> responseBytes,
            int status,
            long totalNanos,
            long processingNanos) {
        /** Of what is known when the response's head is. */
        static Entry of(
                InboundConnection connection,
                RequestHead request,
                Optional<String> responseBytes,
                int status,
                long totalNanos,
                long processingNanos) {
            Http2Headers headers = request.headers();
            return new Entry(
                    connection.client(),
                    connection.peer().identity(),
                    request.method(),
                    uri(request),
                    request.version().text(),
                    first(headers, "x-b3-traceid", "x-request-id", "x-amzn-trace-id"),
                    first(headers, "content-length"),
                    first(headers, "user-agent"),
                    first(headers, "host", ":authority"),
                    responseBytes,
                    status,
                    totalNanos,
                    processingNanos);
        }

        private static String uri(RequestHead request) {
            CharSequence path = request.headers().path();
            String target = path == null ? "/" : path.toString();
            boolean whole = request.version() == Version.HTTP_2 || request.absoluteForm();
            return whole ? "http://" + first(request.headers(), ":authority") + target : target;
        }

        private static String first(Http2Headers headers, String... names) {
            for (String name : names) {
                CharSequence value = headers.get(name);
                if (value != null) {
                    return value.toString();
                }
            }
            return "";
        }
    }
}

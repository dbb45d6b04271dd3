package io.weft.destination.grpc;

import io.weft.api.destination.Http2ClientParams;

/**
 * What messages say because of settings.
 *
 * @param clusterDomain of service names
 * @param meshedHttp2 for HTTP/2 connections to replicas with a proxy; empty: nothing is said of them
 * @param requestHeaders whether a request may say its own time limits and retries, in headers that begin with {@code l5d-}
 */
public record ApiSettings(String clusterDomain, Http2ClientParams meshedHttp2, boolean requestHeaders) {
    /**
     * As they are written.
     *
     * @param meshedHttp2 in JSON; empty: nothing is set
     * @throws IllegalArgumentException if that is no JSON of {@code Http2ClientParams}, saying why
     */
    public static ApiSettings of(String clusterDomain, String meshedHttp2, boolean requestHeaders) {
        return new ApiSettings(clusterDomain, Http2ParamsReader.parse(meshedHttp2), requestHeaders);
    }
}

package io.weft.destination.grpc;

import io.weft.api.destination.Http2ClientParams;

/**
 * What messages say because of settings.
 *
 * @param clusterDomain of service names
 * @param meshedHttp2 for HTTP/2 connections to replicas with a proxy; empty: nothing is said of them
 * @param requestHeaders whether a request may say its own time limits and retries, in headers that begin with {@code l5d-}
 */
public record ApiSettings(String clusterDomain, Http2ClientParams meshedHttp2, boolean requestHeaders) {}

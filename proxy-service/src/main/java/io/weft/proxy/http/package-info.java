/**
 * HTTP/1 and HTTP/2 connections as streams of one shape: a head in HTTP/2 form, data, trailers.
 *
 * <p>Start at {@link io.weft.proxy.http.Exchange}, which carries one request from a {@link io.weft.proxy.http.ServerStream} to
 * a {@link io.weft.proxy.http.ClientStream} and its response back. Every part of an exchange lives on one event loop.
 *
 * <p>Back-pressure is one rule: a byte is credited to its sender when it has been written to its receiver's socket.
 */
@NullMarked
package io.weft.proxy.http;

import org.jspecify.annotations.NullMarked;

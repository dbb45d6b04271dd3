package io.weft.ingress.rules;

import java.net.InetSocketAddress;

/**
 * A port of a Service, by its cluster address: the sidecar does the rest.
 *
 * @param http2 whether the port says that it takes HTTP/2 without TLS
 */
public record Target(InetSocketAddress address, boolean http2) {}

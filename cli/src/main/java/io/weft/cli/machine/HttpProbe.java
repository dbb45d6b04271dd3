package io.weft.cli.machine;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * What tells that an application is ready: a GET answered with 200 to 399.
 *
 * @param path with its leading slash
 * @param port of the application itself, not of its proxy
 */
public record HttpProbe(String path, int port) {
    /** @throws IllegalArgumentException if that is no path, with or without a query, as a request can have it */
    public HttpProbe {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a ready path starts with '/': " + path);
        }
        try {
            if (new URI("http://127.0.0.1:" + port + path).getRawFragment() != null) {
                throw new IllegalArgumentException("a ready path has no fragment: " + path);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no ready path: " + path + ": " + e.getReason(), e);
        }
    }
}

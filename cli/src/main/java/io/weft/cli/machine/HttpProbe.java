package io.weft.cli.machine;

/**
 * What tells that an application is ready: a GET answered with 200 to 399.
 *
 * @param path with its leading slash
 * @param port of the application itself, not of its proxy
 */
public record HttpProbe(String path, int port) {
    /** @throws IllegalArgumentException if the path does not start with a slash */
    public HttpProbe {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a ready path starts with '/': " + path);
        }
    }
}

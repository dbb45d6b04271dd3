package io.weft.viz.window;

import java.io.Serial;

/** Nobody can tell what happened; the message says who should have, and why not. */
public final class MetricsUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MetricsUnavailableException(String message) {
        super(message);
    }
}

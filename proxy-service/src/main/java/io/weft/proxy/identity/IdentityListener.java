package io.weft.proxy.identity;

import java.time.Instant;

/** Hears how certification goes, for metrics. Called on the rotation's event loop; must not block. */
public interface IdentityListener {
    /** Hears nothing. */
    IdentityListener NONE = new IdentityListener() {
        @Override
        public void refreshed(boolean ok) {}

        @Override
        public void expires(Instant when) {}

        @Override
        public void nextRefresh(Instant when) {}
    };

    /** An attempt ended. */
    void refreshed(boolean ok);

    /** A new certificate is in force until {@code when}. */
    void expires(Instant when);

    /** The next attempt is planned. */
    void nextRefresh(Instant when);
}

package io.weft.proxy.identity;

import java.time.Instant;

/** Hears how certification goes, for metrics. Must not block. */
public interface IdentityListener {
    /** Hears nothing. */
    IdentityListener NONE = new IdentityListener() {
        @Override
        public void refreshed(boolean ok) {}

        @Override
        public void expires(Instant when) {}

        @Override
        public void nextRefresh(Instant when) {}

        @Override
        public void trusts(TrustBundle bundle) {}
    };

    /** An attempt ended. */
    void refreshed(boolean ok);

    /** A new certificate is in force until {@code when}. */
    void expires(Instant when);

    /** The next attempt is planned. */
    void nextRefresh(Instant when);

    /** TLS trusts this bundle from now on. */
    void trusts(TrustBundle bundle);
}

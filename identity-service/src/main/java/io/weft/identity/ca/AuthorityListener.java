package io.weft.identity.ca;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the authority does. Called in between two steps of its work, so it is to return at once: whatever waits for
 * somebody is handed to a thread of the listener's own.
 */
public interface AuthorityListener {
    /**
     * An issuer counts from now on.
     *
     * @param replaces whether another one did before
     */
    default void issuerUsed(X509Certificate issuer, boolean replaces) {}

    /** New files of the issuer, or a new bundle, are not used. */
    default void updateSkipped(String reason) {}

    /** A request was refused because the issuer does not lead to an anchor any more. */
    default void issuerDisowned(String reason) {}

    /** A leaf was issued. */
    default void issued(Issuance issuance) {}

    /** Tells all of them, in their order. One that throws is reported, and stops neither the others nor the authority. */
    static AuthorityListener toAll(List<AuthorityListener> listeners) {
        return new Fan(List.copyOf(listeners));
    }

    /** What {@link #toAll} makes. */
    record Fan(List<AuthorityListener> listeners) implements AuthorityListener {
        private static final Logger log = LoggerFactory.getLogger(AuthorityListener.class);

        @Override
        public void issuerUsed(X509Certificate issuer, boolean replaces) {
            each(listener -> listener.issuerUsed(issuer, replaces));
        }

        @Override
        public void updateSkipped(String reason) {
            each(listener -> listener.updateSkipped(reason));
        }

        @Override
        public void issuerDisowned(String reason) {
            each(listener -> listener.issuerDisowned(reason));
        }

        @Override
        public void issued(Issuance issuance) {
            each(listener -> listener.issued(issuance));
        }

        private void each(Consumer<AuthorityListener> call) {
            for (AuthorityListener listener : listeners) {
                try {
                    call.accept(listener);
                } catch (RuntimeException e) {
                    log.warn("{} failed to take what the authority told it", listener, e);
                }
            }
        }
    }
}

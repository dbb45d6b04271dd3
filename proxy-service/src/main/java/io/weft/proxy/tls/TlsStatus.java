package io.weft.proxy.tls;

import io.weft.core.WorkloadIdentity;
import java.util.Optional;

/** What is known of the TLS of an accepted connection once detection is over. */
public sealed interface TlsStatus {
    /**
     * We terminated it.
     *
     * @param client what the peer's certificate proved; empty without a client certificate
     * @param transportHeader whether ALPN settled on the transport header
     */
    record Established(Optional<WorkloadIdentity> client, boolean transportHeader) implements TlsStatus {}

    /**
     * TLS for somebody else; its bytes are left alone.
     *
     * @param serverName from the ClientHello
     */
    record Passthru(String serverName) implements TlsStatus {}

    /**
     * No TLS.
     *
     * @param reason why there is none, as the metrics say it
     */
    record None(Reason reason) implements TlsStatus {}

    /** Why a connection carries no TLS. */
    enum Reason {
        /** The client sent something else. */
        NO_TLS_FROM_REMOTE("no_tls_from_remote"),
        /** It comes from this workload itself. */
        LOOPBACK("loopback"),
        /** The port's policy says not to look. */
        PORT_SKIPPED("port_skipped");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** Value of the metric label {@code no_tls_reason}. */
        public String label() {
            return label;
        }
    }
}

package io.weft.proxy.tls;

import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.telemetry.Labels;
import java.util.Optional;

/**
 * TLS as the metrics say it.
 *
 * @see "metrics, 0.1: server TLS, client TLS"
 */
public final class TlsLabels {
    /** TLS that this proxy begins with a host outside. */
    public static final String ORIGINATED = "originated";

    private TlsLabels() {}

    /** Of a connection we accepted. */
    public static Labels server(TlsStatus status) {
        return switch (status) {
            case TlsStatus.Established(Optional<WorkloadIdentity> client, boolean header) ->
                Labels.of(
                        "tls",
                        "true",
                        "client_id",
                        client.map(WorkloadIdentity::name).orElse(""));
            case TlsStatus.Passthru(String serverName) -> Labels.of("tls", "opaque", "sni", serverName);
            case TlsStatus.None(TlsStatus.Reason reason) -> none(reason.label());
        };
    }

    /** Of connections we dial to {@code endpoint}. TLS with a host outside proves no identity of the mesh. */
    public static Labels client(Endpoint endpoint) {
        return endpoint.tls()
                .map(tls -> Labels.of("tls", "true", "server_id", tls.identity().name()))
                .or(() -> endpoint.external()
                        .filter(ExternalHost::tls)
                        .map(host -> Labels.of("tls", ORIGINATED, "sni", host.name())))
                .orElseGet(() -> none("not_provided_by_service_discovery"));
    }

    /** Of connections within this workload. */
    public static Labels loopback() {
        return none("loopback");
    }

    private static Labels none(String reason) {
        return Labels.of("tls", "no_identity", "no_tls_reason", reason);
    }
}

package io.weft.cli.viz;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An edge as {@code -o json} prints it.
 *
 * @see "cli, 9.3"
 */
record EdgeJson(
        String src,
        @JsonProperty("src_namespace") String srcNamespace,
        String dst,
        @JsonProperty("dst_namespace") String dstNamespace,
        @JsonProperty("client_id") String clientId,
        @JsonProperty("server_id") String serverId,
        @JsonProperty("no_tls_reason") String noTlsReason) {
    static EdgeJson of(Edge edge) {
        return new EdgeJson(
                edge.src().name(),
                edge.src().namespace(),
                edge.dst().name(),
                edge.dst().namespace(),
                edge.clientId(),
                edge.serverId(),
                edge.noIdentityMsg());
    }
}

package io.weft.proxy.inbound;

import io.weft.proxy.tls.TlsStatus;
import io.weft.proxy.transport.TransportHeader;
import java.util.Optional;

/**
 * What a client that dialled the proxy's own port must bring. Pure.
 *
 * @see "wire-behaviour, 4 and 5: direct connections"
 */
final class DirectTerms {
    /**
     * A header that leads nowhere.
     *
     * @param error as {@code inbound_tcp_errors_total} says it
     */
    record Broken(String error, String why) {}

    private DirectTerms() {}

    /** Why no header is waited for; empty if one is. */
    static Optional<String> missing(TlsStatus status) {
        return switch (status) {
            case TlsStatus.Established(var client, boolean header)
            when client.isEmpty() ->
                Optional.of("direct connections must be mutually authenticated: it proved no identity");
            case TlsStatus.Established(var client, boolean header)
            when !header ->
                Optional.of("direct connections require transport header negotiation: it offered no "
                        + TransportHeader.ALPN);
            case TlsStatus.Established established -> Optional.empty();
            case TlsStatus.Passthru(String serverName) ->
                Optional.of("it addressed TLS to the server name '" + serverName + "', which is not ours");
            case TlsStatus.None none ->
                Optional.of("direct connections must be mutually authenticated: it spoke no TLS to us by name");
        };
    }

    /** Why a header is not followed; empty if it is. */
    static Optional<Broken> broken(TransportHeader header, int ownPort) {
        if (!header.name().isEmpty()) {
            return Optional.of(
                    new Broken("gateway domain invalid", "this proxy is no gateway to '" + header.name() + "'"));
        }
        return header.port() == ownPort
                ? Optional.of(new Broken("gateway loop", "its transport header leads back to this proxy"))
                : Optional.empty();
    }
}

package io.weft.core;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * One replica behind a name.
 *
 * @param address where the application listens; resolved
 * @param weight relative share, 10000 is ordinary
 * @param tls what the replica must prove; empty: speak plaintext
 * @param hint what its proxy understands
 * @param transportPort port of its proxy that takes the transport header, 1 to 65534; 0 when it takes none
 * @param labels for metrics, without the {@code dst_} prefix
 * @param http2 how connections of HTTP/2 are to be kept
 * @param external the host outside the mesh that it is; empty for a replica. It has neither identity nor proxy
 * @see "wire-api, 9: WeightedAddr"
 */
public record Endpoint(
        InetSocketAddress address,
        int weight,
        Optional<TlsIdentity> tls,
        ProtocolHint hint,
        int transportPort,
        Map<String, String> labels,
        Http2Params http2,
        Optional<ExternalHost> external) {
    /** Weight of an endpoint nothing is said about. */
    public static final int DEFAULT_WEIGHT = 10_000;

    /** @throws IllegalArgumentException if a host outside is to prove an identity */
    public Endpoint {
        labels = Map.copyOf(labels);
        if (external.isPresent() && tls.isPresent()) {
            throw new IllegalArgumentException(external + " has no identity of the mesh: " + tls);
        }
    }

    /** A replica. */
    public Endpoint(
            InetSocketAddress address,
            int weight,
            Optional<TlsIdentity> tls,
            ProtocolHint hint,
            int transportPort,
            Map<String, String> labels,
            Http2Params http2) {
        this(address, weight, tls, hint, transportPort, labels, http2, Optional.empty());
    }

    /** A replica of whose HTTP/2 connections nothing is said. */
    public Endpoint(
            InetSocketAddress address,
            int weight,
            Optional<TlsIdentity> tls,
            ProtocolHint hint,
            int transportPort,
            Map<String, String> labels) {
        this(address, weight, tls, hint, transportPort, labels, Http2Params.NONE);
    }

    /** An endpoint of which only the address is known. */
    public static Endpoint bare(InetSocketAddress address) {
        return new Endpoint(address, DEFAULT_WEIGHT, Optional.empty(), ProtocolHint.UNKNOWN, 0, Map.of());
    }

    /** One address of a host outside. */
    public static Endpoint external(InetSocketAddress address, Map<String, String> labels, ExternalHost host) {
        return new Endpoint(
                address,
                DEFAULT_WEIGHT,
                Optional.empty(),
                ProtocolHint.UNKNOWN,
                0,
                labels,
                Http2Params.NONE,
                Optional.of(host));
    }
}

package io.weft.destination.grpc;

import io.weft.api.destination.Http2ClientParams;
import io.weft.api.destination.ProtocolHint;
import io.weft.api.destination.TlsIdentity;
import io.weft.api.destination.TlsIdentity.DnsLikeIdentity;
import io.weft.api.destination.TlsIdentity.UriLikeIdentity;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.mesh.TlsOrigination;
import io.weft.core.Endpoint;
import io.weft.destination.endpoints.MeshEndpoint;
import io.weft.destination.routes.Backend;
import io.weft.destination.workloads.Sidecar.SpiffeProof;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One replica. Pure.
 *
 * @see "wire-behaviour, 1.7: WeightedAddr built for a meshed pod"
 */
final class EndpointTranslator {
    /** Proxies that do not know of names find nobody there; the ones that do dial the host's own addresses. */
    private static final InetAddress NOBODY = InetAddress.ofLiteral("255.255.255.255");

    private final Http2ClientParams meshedHttp2;

    /** @param meshedHttp2 for HTTP/2 connections to replicas with a proxy */
    EndpointTranslator(Http2ClientParams meshedHttp2) {
        this.meshedHttp2 = meshedHttp2;
    }

    WeightedAddr toMessage(MeshEndpoint replica) {
        Endpoint endpoint = replica.endpoint();
        WeightedAddr.Builder message = bare(endpoint.address()).toBuilder()
                .setWeight(endpoint.weight())
                .putAllMetricLabels(endpoint.labels());
        endpoint.tls().ifPresent(tls -> message.setTlsIdentity(dns(tls)));
        replica.spiffe().ifPresent(spiffe -> message.setTlsIdentity(uri(spiffe)));
        if (replica.meshed()) {
            message.setProtocolHint(hint(endpoint)).setHttp2(meshedHttp2);
        }
        return message.build();
    }

    /** An address of which nothing else is known. */
    static WeightedAddr bare(InetSocketAddress address) {
        return WeightedAddr.newBuilder()
                .setAddr(NetTranslator.toMessage(address))
                .setWeight(Endpoint.DEFAULT_WEIGHT)
                .build();
    }

    /** A host outside, by its name. */
    static WeightedAddr external(Backend.External external) {
        WeightedAddr.Builder message = bare(new InetSocketAddress(NOBODY, external.port())).toBuilder()
                .putMetricLabels("namespace", external.service().namespace())
                .putMetricLabels("service", external.service().name())
                .setExternalName(external.host().name());
        if (external.host().tls()) {
            message.setTlsOrigination(
                    TlsOrigination.newBuilder().setServerName(external.host().name()));
        }
        return message.build();
    }

    private static TlsIdentity dns(io.weft.core.TlsIdentity tls) {
        return TlsIdentity.newBuilder()
                .setDnsLikeIdentity(
                        DnsLikeIdentity.newBuilder().setName(tls.identity().name()))
                .setServerName(DnsLikeIdentity.newBuilder().setName(tls.serverName()))
                .build();
    }

    private static TlsIdentity uri(SpiffeProof spiffe) {
        return TlsIdentity.newBuilder()
                .setUriLikeIdentity(UriLikeIdentity.newBuilder().setUri(spiffe.identity()))
                .setServerName(DnsLikeIdentity.newBuilder().setName(spiffe.serverName()))
                .build();
    }

    private static ProtocolHint hint(Endpoint endpoint) {
        ProtocolHint.Builder hint = ProtocolHint.newBuilder();
        switch (endpoint.hint()) {
            case HTTP2 -> hint.setH2(ProtocolHint.H2.getDefaultInstance());
            case OPAQUE -> hint.setOpaque(ProtocolHint.Opaque.getDefaultInstance());
            case UNKNOWN -> {}
        }
        if (endpoint.transportPort() != 0) {
            hint.setOpaqueTransport(ProtocolHint.OpaqueTransport.newBuilder().setInboundPort(endpoint.transportPort()));
        }
        return hint.build();
    }
}

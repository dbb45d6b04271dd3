package io.weft.proxy.outbound.discover;

import io.weft.api.destination.ProtocolHint.ProtocolCase;
import io.weft.api.destination.WeightedAddr;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.ProtocolHint;
import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.control.AddressTranslator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Endpoints on the wire and ours. Pure but for warnings.
 *
 * <p>Not followed yet: authority overrides.
 *
 * @param own addresses of this workload; endpoints there are local and spoken to in plaintext, as the application expects
 * @param warnings takes what an operator should know
 * @see "wire-behaviour, 1.5: Endpoint metadata"
 */
record EndpointTranslator(Set<InetAddress> own, Consumer<String> warnings) {
    private static final int MAX_TRANSPORT_PORT = 65_534;

    /**
     * One endpoint.
     *
     * @param labels of the whole set; the endpoint's own win
     * @return empty without an address, or where only a URI identity is offered: this version cannot check it, and plaintext
     *     is no substitute for TLS; nor is it where TLS is asked for with a host that has no name, or of which an identity is
     *     asked as well, and where only a policy may name a host
     */
    Optional<Endpoint> endpoint(WeightedAddr message, Map<String, String> labels) {
        if (message.getTlsIdentity().hasUriLikeIdentity()) {
            warnings.accept("left out an endpoint that can only prove a URI identity: "
                    + message.getTlsIdentity().getUriLikeIdentity().getUri());
            return Optional.empty();
        }
        if (!message.getExternalName().isEmpty()) {
            warnings.accept("left out an endpoint that has a name instead of an address: " + message.getExternalName());
            return Optional.empty();
        }
        return AddressTranslator.socket(message.getAddr())
                .flatMap(address -> message.hasTlsOrigination()
                        ? outside(address, message, labels)
                        : Optional.of(endpoint(address, message, labels)));
    }

    private Optional<Endpoint> outside(InetSocketAddress address, WeightedAddr message, Map<String, String> labels) {
        String serverName = message.getTlsOrigination().getServerName();
        Optional<ExternalHost> host =
                message.hasTlsIdentity() ? Optional.empty() : ExternalHost.parse(serverName, true);
        if (host.isEmpty()) {
            warnings.accept("left out an endpoint to begin TLS with that is not said to be a host outside: '"
                    + serverName + "' at " + address);
        }
        return host.map(known -> Endpoint.external(address, all(message, labels), known));
    }

    private static Map<String, String> all(WeightedAddr message, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.putAll(message.getMetricLabelsMap());
        return all;
    }

    private Endpoint endpoint(InetSocketAddress address, WeightedAddr message, Map<String, String> labels) {
        Map<String, String> all = all(message, labels);
        int weight = message.getWeight() <= 0 ? Endpoint.DEFAULT_WEIGHT : message.getWeight();
        if (own.contains(address.getAddress())) {
            return new Endpoint(
                    address,
                    weight,
                    Optional.empty(),
                    ProtocolHint.UNKNOWN,
                    0,
                    all,
                    Http2ParamsTranslator.read(message.getHttp2(), warnings));
        }
        Optional<TlsIdentity> tls = tls(message.getTlsIdentity());
        int transportPort = tls.isPresent() ? transportPort(message) : 0; // the header travels in TLS only
        return new Endpoint(
                address,
                weight,
                tls,
                hint(message.getProtocolHint().getProtocolCase()),
                transportPort,
                all,
                Http2ParamsTranslator.read(message.getHttp2(), warnings));
    }

    private static ProtocolHint hint(ProtocolCase protocol) {
        return switch (protocol) {
            case H2 -> ProtocolHint.HTTP2;
            case OPAQUE -> ProtocolHint.OPAQUE;
            case PROTOCOL_NOT_SET -> ProtocolHint.UNKNOWN;
        };
    }

    private static int transportPort(WeightedAddr message) {
        int port = message.getProtocolHint().getOpaqueTransport().getInboundPort();
        return port >= 1 && port <= MAX_TRANSPORT_PORT ? port : 0;
    }

    /** Empty, and so plaintext, where there is none or a name is no name. */
    private static Optional<TlsIdentity> tls(io.weft.api.destination.TlsIdentity message) {
        if (!message.hasDnsLikeIdentity()) {
            return Optional.empty();
        }
        Optional<WorkloadIdentity> identity = name(message.getDnsLikeIdentity().getName());
        if (!message.hasServerName()) {
            return identity.map(TlsIdentity::of);
        }
        Optional<WorkloadIdentity> serverName = name(message.getServerName().getName());
        return identity.flatMap(found -> serverName.map(name -> new TlsIdentity(found, name.name())));
    }

    private static Optional<WorkloadIdentity> name(String text) {
        return text.endsWith(".") ? Optional.empty() : WorkloadIdentity.parse(text);
    }
}

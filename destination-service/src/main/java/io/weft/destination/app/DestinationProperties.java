package io.weft.destination.app;

import io.weft.core.Network;
import io.weft.core.WorkloadIdentity;
import io.weft.destination.grpc.ApiSettings;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.MeshProperties;
import io.weft.service.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of this service alone.
 *
 * @param defaultPolicy for ports without a Server
 * @param opaquePorts numbers and ranges
 * @param probeNetworks CIDR ranges; none: health checks get no special treatment
 * @param emptyRequiredAuthentication {@code deny} or {@code allow}
 * @param serviceParentFallback whether a route's parent without a kind may be a Service
 * @param globalEgressNetworkNamespace whose EgressNetworks hold for clients of namespaces that have none
 * @param ipv6 whether replicas are told by their IPv6 address where they have one
 * @param http2Upgrade whether HTTP/1 travels between sidecars as HTTP/2
 * @param outboundTransportMode {@code transport-header}: every port of a sidecar's workload is reached through the sidecar's own;
 *     {@code transparent}: opaque ports alone
 * @param meshedHttp2Client JSON of {@code Http2ClientParams}, for connections between sidecars; empty: nothing is set
 * @param allowL5dRequestHeaders whether a request may say its own time limits and retries, in {@code l5d-} headers
 * @param metricsReaders identities that may read sidecars' metrics where no Server has their admin port
 * @param publishedCertificate absolute path where a certificate of the HTTPS port made at start is written, for whoever is to trust
 *     it; empty: nowhere
 * @see "docs/design/one-machine.md, Settings of the services"
 */
@ConfigurationProperties(value = "mesh.destination", ignoreUnknownFields = false)
record DestinationProperties(
        @DefaultValue("all-unauthenticated") String defaultPolicy,

        @DefaultValue("25,587,3306,4444,5432,6379,9300,11211")
        String opaquePorts,

        @DefaultValue({"0.0.0.0/0", "::/0"}) List<String> probeNetworks,
        @DefaultValue("deny") String emptyRequiredAuthentication,
        @DefaultValue("true") boolean serviceParentFallback,
        @DefaultValue("linkerd-egress") String globalEgressNetworkNamespace,
        @DefaultValue("false") boolean ipv6,
        @DefaultValue("true") boolean http2Upgrade,
        @DefaultValue(TRANSPORT_HEADER) String outboundTransportMode,

        @DefaultValue(
                "{\"keep_alive\":{\"interval\":{\"seconds\":10},\"timeout\":{\"seconds\":3},\"while_idle\":true}}")
        String meshedHttp2Client,

        @DefaultValue("false") boolean allowL5dRequestHeaders,
        @DefaultValue List<String> metricsReaders,
        @DefaultValue("") String publishedCertificate) {

    private static final String TRANSPORT_HEADER = "transport-header";

    /** @throws InvalidSettingException if a value is out of its range */
    DestinationProperties {
        policy(defaultPolicy);
        ports(opaquePorts);
        probeNetworks = List.copyOf(probeNetworks);
        probeNetworks.forEach(DestinationProperties::network);
        emptyAllows(emptyRequiredAuthentication);
        transportHeaders(outboundTransportMode);
        metricsReaders = List.copyOf(metricsReaders);
        metricsReaders.forEach(DestinationProperties::identity);
        apiSettings("", meshedHttp2Client, allowL5dRequestHeaders);
        if (!publishedCertificate.isEmpty()) {
            Settings.absolute("mesh.destination.published-certificate", publishedCertificate);
        }
        Settings.label("mesh.destination.global-egress-network-namespace", globalEgressNetworkNamespace);
    }

    MeshSettings settings(MeshProperties mesh) {
        return new MeshSettings(
                new MeshSettings.Names(mesh.clusterDomain(), mesh.trustDomain(), mesh.controlPlaneNamespace()),
                mesh.networks(),
                policy(defaultPolicy),
                ports(opaquePorts),
                probeNetworks.stream().map(DestinationProperties::network).toList(),
                emptyAllows(emptyRequiredAuthentication),
                serviceParentFallback,
                globalEgressNetworkNamespace,
                ipv6,
                new MeshSettings.Hops(http2Upgrade, transportHeaders(outboundTransportMode)),
                metricsReaders.stream().map(DestinationProperties::identity).toList());
    }

    ApiSettings apiSettings(MeshProperties mesh) {
        return apiSettings(mesh.clusterDomain(), meshedHttp2Client, allowL5dRequestHeaders);
    }

    private static AccessPolicy policy(String text) {
        return AccessPolicy.parse(text)
                .orElseThrow(() -> new InvalidSettingException(
                        "mesh.destination.default-policy",
                        text,
                        "Give one of "
                                + Arrays.stream(AccessPolicy.values())
                                        .map(AccessPolicy::text)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static PortSet ports(String text) {
        return PortSet.parse(text, name -> List.of(), entry -> {
            throw new InvalidSettingException(
                    "mesh.destination.opaque-ports",
                    text,
                    "'" + entry + "' is no port: give numbers from 1 to 65535 and ranges of them, separated by commas:"
                            + " 25,4000-4010.");
        });
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(() -> new InvalidSettingException(
                        "mesh.destination.probe-networks",
                        text,
                        "Give address ranges in CIDR form, separated by commas: 10.0.0.0/8."));
    }

    private static boolean transportHeaders(String text) {
        return switch (text) {
            case TRANSPORT_HEADER -> true;
            case "transparent" -> false;
            default ->
                throw new InvalidSettingException(
                        "mesh.destination.outbound-transport-mode",
                        text,
                        "Give transport-header (every port of a sidecar's workload is reached through the sidecar's own port) or"
                                + " transparent (only opaque ports are).");
        };
    }

    private static ApiSettings apiSettings(String clusterDomain, String json, boolean requestHeaders) {
        try {
            return ApiSettings.of(clusterDomain, json, requestHeaders);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "mesh.destination.meshed-http2-client",
                    json,
                    "Give Http2ClientParams in JSON, as {\"keep_alive\":{\"interval\":{\"seconds\":10}}}: "
                            + e.getMessage());
        }
    }

    private static WorkloadIdentity identity(String text) {
        return WorkloadIdentity.parse(text)
                .orElseThrow(() -> new InvalidSettingException(
                        "mesh.destination.metrics-readers",
                        text,
                        "Give identities, separated by commas:"
                                + " prometheus.linkerd-viz.serviceaccount.identity.linkerd.cluster.local."));
    }

    private static boolean emptyAllows(String text) {
        return switch (text) {
            case "allow" -> true;
            case "deny" -> false;
            default ->
                throw new InvalidSettingException(
                        "mesh.destination.empty-required-authentication",
                        text,
                        "Give deny (an AuthorizationPolicy that requires nothing admits nobody) or allow (everybody).");
        };
    }
}

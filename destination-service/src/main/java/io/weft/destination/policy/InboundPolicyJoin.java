package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.RequestMatch;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.InboundSettings;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.ProxyProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a port of a workload is served, and to whom. Pure.
 *
 * @see "wire-behaviour, 1.8: inbound; crds, 3"
 */
final class InboundPolicyJoin {
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(10));
    private static final ResourceRef PROBE = ResourceRef.ofDefault("probe");
    private static final ResourceRef QUARANTINE = ResourceRef.ofDefault("policy-quarantine");

    private final MeshSettings settings;

    InboundPolicyJoin(MeshSettings settings) {
        this.settings = settings;
    }

    /** By the Server that has the port, else by the workload's default policy. */
    ServedPort join(Workload workload, int port, Optional<PolicyServer> server) {
        return server.map(found -> served(workload, port, found))
                .orElseGet(() -> new ServedPort(unserved(workload, port), List.of(), Optional.empty()));
    }

    /** The same port while a policy of its namespace cannot be read: nobody is let in, not even health checks. */
    ServedPort quarantined(Workload workload, int port, Optional<PolicyServer> server) {
        ServerProtocol protocol = join(workload, port, server).policy().protocol();
        List<InboundRoute> routes =
                defaultRoutes(workload, port, protocol).isEmpty() ? List.of() : List.of(InboundRoute.ofDefault());
        return new ServedPort(new ServerPolicy(QUARANTINE, protocol, List.of(), routes), List.of(), Optional.empty());
    }

    private ServedPort served(Workload workload, int port, PolicyServer found) {
        ResourceRef ref = ResourceRef.of(
                AuthorizationPolicyJoin.GROUP,
                "server",
                "",
                found.server().metadata().name());
        ServerProtocol protocol = protocol(found.server().proxyProtocol());
        List<AttachedRoute> attached = attached(found.routes(), protocol);
        List<InboundRoute> routes = attached.isEmpty() ? defaultRoutes(workload, port, protocol) : List.of();
        return new ServedPort(
                new ServerPolicy(ref, protocol, found.authorizations(), routes),
                attached,
                found.limit().filter(limit -> isHttp(protocol)));
    }

    /** A server of gRPC has GRPCRoutes only, one of HTTP has HTTPRoutes only, others have none. */
    private static List<AttachedRoute> attached(List<AttachedRoute> routes, ServerProtocol protocol) {
        boolean grpc = protocol instanceof ServerProtocol.Grpc;
        return grpc || isHttp(protocol)
                ? routes.stream().filter(route -> route.isGrpc() == grpc).toList()
                : List.of();
    }

    private static boolean isHttp(ServerProtocol protocol) {
        return switch (protocol) {
            case ServerProtocol.Detect _, ServerProtocol.Http1 _, ServerProtocol.Http2 _ -> true;
            case ServerProtocol.Grpc _, ServerProtocol.Opaque _, ServerProtocol.Tls _ -> false;
        };
    }

    private ServerPolicy unserved(Workload workload, int port) {
        InboundSettings inbound = workload.inbound();
        AccessPolicy policy = inbound.requireIdentity().contains(port)
                ? DefaultAuthorizations.authenticated(inbound.defaultPolicy())
                : inbound.defaultPolicy();
        ServerProtocol protocol = inbound.opaque().contains(port) ? new ServerProtocol.Opaque() : DETECT;
        return new ServerPolicy(
                ResourceRef.ofDefault(policy.text()),
                protocol,
                DefaultAuthorizations.of(policy, settings),
                defaultRoutes(workload, port, protocol));
    }

    private static ServerProtocol protocol(ProxyProtocol protocol) {
        return switch (protocol) {
            case UNKNOWN -> DETECT;
            case HTTP_1 -> new ServerProtocol.Http1();
            case HTTP_2 -> new ServerProtocol.Http2();
            case GRPC -> new ServerProtocol.Grpc();
            case OPAQUE -> new ServerProtocol.Opaque();
            case TLS -> new ServerProtocol.Tls();
        };
    }

    /** Those of a server to which none is attached. */
    private List<InboundRoute> defaultRoutes(Workload workload, int port, ServerProtocol protocol) {
        return switch (protocol) {
            case ServerProtocol.Opaque(), ServerProtocol.Tls() -> List.of();
            case ServerProtocol.Grpc() -> List.of(InboundRoute.ofDefault());
            case ServerProtocol.Detect detect -> httpRoutes(workload, port);
            case ServerProtocol.Http1(), ServerProtocol.Http2() -> httpRoutes(workload, port);
        };
    }

    /** Health checks come first: the default route takes every request. */
    private List<InboundRoute> httpRoutes(Workload workload, int port) {
        SortedSet<String> paths = workload.probes().getOrDefault(port, new TreeSet<>());
        return paths.isEmpty() || settings.probeNetworks().isEmpty()
                ? List.of(InboundRoute.ofDefault())
                : List.of(probe(paths), InboundRoute.ofDefault());
    }

    private InboundRoute probe(SortedSet<String> paths) {
        List<RequestMatch> matches = paths.stream()
                .map(path -> new RequestMatch(new RequestMatch.PathMatch.Exact(path), Optional.of("GET")))
                .toList();
        Authorization anyone = new Authorization(PROBE, settings.probeClients(), new Authentication.Unauthenticated());
        return new InboundRoute(PROBE, matches, List.of(anyone));
    }
}

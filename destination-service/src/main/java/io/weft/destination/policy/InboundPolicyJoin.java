package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.RequestMatch;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.InboundSettings;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.ProxyProtocol;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Server;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final ResourceRef METRICS = ResourceRef.ofDefault("metrics");
    private static final ResourceRef QUARANTINE = ResourceRef.ofDefault("policy-quarantine");

    private final MeshSettings settings;

    InboundPolicyJoin(MeshSettings settings) {
        this.settings = settings;
    }

    /** By the Server that has the port, else by the workload's default policy. */
    ServedPort join(Workload workload, int port, Optional<PolicyServer> server, Reasons reasons) {
        return server.map(found -> served(workload, port, found, reasons))
                .orElseGet(() -> new ServedPort(unserved(workload, port, reasons), List.of(), Optional.empty()));
    }

    /** The same port while a policy of its namespace cannot be read: nobody is let in, not even health checks. */
    ServedPort quarantined(Workload workload, int port, Optional<PolicyServer> server, Reasons reasons) {
        reasons.say(
                "policies of namespace " + workload.namespace(),
                Verdict.REFUSED,
                () -> "one of them cannot be read, see the feed: nobody is let in");
        ServerProtocol protocol =
                join(workload, port, server, Reasons.NONE).policy().protocol();
        List<InboundRoute> routes =
                defaultRoutes(workload, port, protocol).isEmpty() ? List.of() : List.of(InboundRoute.ofDefault());
        return new ServedPort(new ServerPolicy(QUARANTINE, protocol, List.of(), routes), List.of(), Optional.empty());
    }

    private ServedPort served(Workload workload, int port, PolicyServer found, Reasons reasons) {
        ResourceRef ref = ResourceRef.of(
                AuthorizationPolicyJoin.GROUP,
                "server",
                "",
                found.server().metadata().name());
        ServerProtocol protocol = protocol(found.server().proxyProtocol());
        List<AttachedRoute> attached = attached(found.routes(), protocol, reasons);
        List<InboundRoute> routes = attached.isEmpty() ? defaultRoutes(workload, port, protocol) : List.of();
        return new ServedPort(
                new ServerPolicy(ref, protocol, found.authorizations(), routes),
                attached,
                found.limit().filter(limit -> isLimited(found.server(), limit, protocol, reasons)));
    }

    private static boolean isLimited(Server server, RateLimit limit, ServerProtocol protocol, Reasons reasons) {
        boolean limited = isHttp(protocol);
        if (!limited) {
            reasons.say(
                    new ResourceId(
                            ResourceKind.RATE_LIMIT,
                            server.metadata().namespace(),
                            limit.ref().name()),
                    Verdict.NO_MATCH,
                    () -> "the Server's protocol is not HTTP, of which alone requests are counted");
        }
        return limited;
    }

    /** A server of gRPC has GRPCRoutes only, one of HTTP has HTTPRoutes only, others have none. */
    private static List<AttachedRoute> attached(List<AttachedRoute> routes, ServerProtocol protocol, Reasons reasons) {
        return routes.stream().filter(route -> counts(route, protocol, reasons)).toList();
    }

    private static boolean counts(AttachedRoute route, ServerProtocol protocol, Reasons reasons) {
        boolean counts = route.isGrpc() ? protocol instanceof ServerProtocol.Grpc : isHttp(protocol);
        reasons.say(
                route.route().id(),
                counts ? Verdict.APPLIES : Verdict.NO_MATCH,
                () -> counts
                        ? "the Server is its parent; what no route takes is answered 404"
                        : "is of another protocol than the Server");
        return counts;
    }

    private static boolean isHttp(ServerProtocol protocol) {
        return switch (protocol) {
            case ServerProtocol.Detect _, ServerProtocol.Http1 _, ServerProtocol.Http2 _ -> true;
            case ServerProtocol.Grpc _, ServerProtocol.Opaque _, ServerProtocol.Tls _ -> false;
        };
    }

    private ServerPolicy unserved(Workload workload, int port, Reasons reasons) {
        InboundSettings inbound = workload.inbound();
        AccessPolicy policy = inbound.requireIdentity().contains(port)
                ? DefaultAuthorizations.authenticated(inbound.defaultPolicy())
                : inbound.defaultPolicy();
        reasons.say(
                "default policy " + policy.text(),
                Verdict.APPLIES,
                () -> "no Server has the port"
                        + (policy == inbound.defaultPolicy() ? "" : ", and the workload requires identity on it"));
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

    /** Health checks and metrics come first: the default route takes every request. */
    private List<InboundRoute> httpRoutes(Workload workload, int port) {
        SortedSet<String> paths = workload.probes().getOrDefault(port, new TreeSet<>());
        List<InboundRoute> routes = new ArrayList<>();
        if (!paths.isEmpty() && !settings.probeNetworks().isEmpty()) {
            routes.add(probe(paths));
        }
        if (port == workload.sidecar().adminPort() && !settings.metricsReaders().isEmpty()) {
            routes.add(metrics());
        }
        routes.add(InboundRoute.ofDefault());
        return routes;
    }

    private InboundRoute probe(SortedSet<String> paths) {
        Authorization anyone = new Authorization(PROBE, settings.probeClients(), new Authentication.Unauthenticated());
        return new InboundRoute(
                PROBE, paths.stream().map(InboundPolicyJoin::get).toList(), List.of(anyone));
    }

    private InboundRoute metrics() {
        List<IdentityMatch> readers = settings.metricsReaders().stream()
                .<IdentityMatch>map(IdentityMatch.Exact::new)
                .toList();
        Authorization those =
                new Authorization(METRICS, ClientNetwork.everywhere(), new Authentication.MeshIdentity(readers));
        return new InboundRoute(METRICS, List.of(get("/metrics")), List.of(those));
    }

    private static RequestMatch get(String path) {
        return new RequestMatch(new RequestMatch.PathMatch.Exact(path), Optional.of("GET"));
    }
}

package io.weft.proxy.inbound;

import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import io.weft.proxy.inbound.policy.RateLimiter;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.telemetry.Counter;
import io.weft.proxy.telemetry.InboundRouteMeter;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.RequestMeter;
import java.util.IdentityHashMap;

/**
 * The meters of one inbound connection: resolved once for each route and authorization its requests meet.
 *
 * <p>Threading: the connection's event loop.
 */
final class InboundMeters {
    private static final Labels INBOUND = Labels.of("direction", "inbound");
    private static final int MAX_KEPT = 64;

    private final MetricRegistry registry;
    private final InboundConnection connection;
    private final IdentityHashMap<Verdict.Permit, Permitted> kept =
            new IdentityHashMap<>(4); // a verdict stays the same object
    private final IdentityHashMap<ServedRoute, RequestMeter> routes = new IdentityHashMap<>(0);

    /** Of requests that one authorization admits to one route. */
    record Permitted(RequestMeter requests, InboundRouteMeter route, Counter allowed) {}

    InboundMeters(MetricRegistry registry, InboundConnection connection) {
        this.registry = registry;
        this.connection = connection;
    }

    /** Counts a permitted request as allowed and returns what counts the rest of it. */
    Permitted permitted(ServerPolicy policy, Verdict.Permit permit) {
        if (kept.size() >= MAX_KEPT) {
            kept.clear(); // policies have changed that often under one connection
        }
        Permitted meters = kept.get(permit);
        if (meters == null) {
            meters = resolve(policy, permit);
            kept.put(permit, meters);
        }
        meters.allowed.increment();
        return meters;
    }

    /** What counts the requests of a ServiceProfile's route. */
    RequestMeter route(ServedRoute route) {
        if (routes.size() >= MAX_KEPT) {
            routes.clear(); // profiles have changed that often under one connection
        }
        return routes.computeIfAbsent(route, made -> RequestMeter.ofRoute(registry, made.labels()));
    }

    private Permitted resolve(ServerPolicy policy, Verdict.Permit permit) {
        Labels route = InboundConnection.named("route", permit.route());
        Labels authz = InboundConnection.named("authz", permit.authorization());
        Labels srv = srv(policy);
        Labels requests = INBOUND.and(connection.targetLabels())
                .and(connection.tlsLabels())
                .and(srv)
                .and(route)
                .and(authz);
        return new Permitted(
                new RequestMeter(registry, requests),
                new InboundRouteMeter(registry, isGrpc(policy), parent(policy).and(route)),
                allowed(policy, permit));
    }

    /** What counts the requests that one authorization admits to one route. */
    Counter allowed(ServerPolicy policy, Verdict.Permit permit) {
        Labels labels = connection
                .targetLabels()
                .and(srv(policy))
                .and(InboundConnection.named("route", permit.route()))
                .and(InboundConnection.named("authz", permit.authorization()))
                .and(connection.tlsLabels());
        return registry.counter(Meter.INBOUND_HTTP_AUTHZ_ALLOW_TOTAL, labels);
    }

    private static boolean isGrpc(ServerPolicy policy) {
        return policy.protocol() instanceof ServerProtocol.Grpc;
    }

    private Labels parent(ServerPolicy policy) {
        return InboundConnection.named("parent", policy.server())
                .and("parent_port", Integer.toString(connection.toldPort()));
    }

    void denied(ServerPolicy policy, Verdict.Denial denial) {
        Labels labels = connection
                .targetLabels()
                .and(srv(policy))
                .and(InboundConnection.named("route", denial.route()))
                .and(connection.tlsLabels());
        registry.counter(Meter.INBOUND_HTTP_AUTHZ_DENY_TOTAL, labels).increment();
    }

    void noRoute(ServerPolicy policy) {
        Labels labels = connection.targetLabels().and(srv(policy)).and(connection.tlsLabels());
        registry.counter(Meter.INBOUND_HTTP_ROUTE_NOT_FOUND_TOTAL, labels).increment();
    }

    void limited(ServerPolicy policy, ResourceRef limit, RateLimiter.Scope scope) {
        Labels labels = connection
                .targetLabels()
                .and(srv(policy))
                .and(InboundConnection.named("ratelimit", limit))
                .and("ratelimit_scope", scope.label())
                .and(connection.tlsLabels());
        registry.counter(Meter.INBOUND_HTTP_LOCAL_RATELIMIT_TOTAL, labels).increment();
    }

    void error(ServerPolicy policy, String error) {
        Labels labels = Labels.of("error", error).and(connection.targetLabels()).and(srv(policy));
        registry.counter(Meter.INBOUND_HTTP_ERRORS_TOTAL, labels).increment();
    }

    /** The application took no connection for bytes. */
    void unreachable() {
        Labels labels = Labels.of("error", "i/o").and(connection.targetLabels());
        registry.counter(Meter.INBOUND_TCP_ERRORS_TOTAL, labels).increment();
    }

    void connection(Meter meter, ServerPolicy policy, Labels authz) {
        Labels labels = connection.targetLabels().and(srv(policy)).and(authz).and(connection.tlsLabels());
        registry.counter(meter, labels).increment();
    }

    private Labels srv(ServerPolicy policy) {
        return InboundConnection.srv(policy, connection.toldPort());
    }
}

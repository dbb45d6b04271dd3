package io.weft.destination.policy;

import io.weft.core.policy.Authorization;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins the Servers of a namespace with the policies that target them. Pure, but for complaints.
 *
 * @see "crds, 3.2: union"
 */
final class NamespacePolicies {
    private final MeshSettings settings;
    private final Complaints complaints;
    private final ServerAuthorizationJoin serverAuthorizations;
    private final AuthorizationPolicyJoin authorizationPolicies;
    private final AttachedRouteJoin routes;
    private final RateLimitJoin limits;

    NamespacePolicies(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.complaints = complaints;
        this.serverAuthorizations = new ServerAuthorizationJoin(settings);
        this.authorizationPolicies = new AuthorizationPolicyJoin(settings);
        this.routes = new AttachedRouteJoin(complaints);
        this.limits = new RateLimitJoin(settings, complaints);
    }

    /** The namespace's Servers in the order in which they claim ports. */
    List<PolicyServer> join(NamespaceObjects objects, Authentications authentications) {
        return objects.servers().stream()
                .sorted(PolicyServer.SENIORITY)
                .map(server -> join(server, objects, authentications))
                .toList();
    }

    private PolicyServer join(Server server, NamespaceObjects objects, Authentications authentications) {
        return new PolicyServer(
                server,
                authorizations(server, objects, authentications),
                routes.join(server, objects.routes(), objects.policies(), policy -> join(policy, authentications)),
                limits.join(server, objects.limits()));
    }

    private List<Authorization> authorizations(
            Server server, NamespaceObjects objects, Authentications authentications) {
        List<Authorization> found = new ArrayList<>(DefaultAuthorizations.of(server.accessPolicy(), settings));
        objects.serverAuthorizations().stream()
                .filter(policy -> policy.server().includes(server))
                .flatMap(policy -> serverAuthorizations.join(policy).stream())
                .forEach(found::add);
        objects.policies().stream()
                .filter(policy -> targets(policy, server))
                .flatMap(policy -> join(policy, authentications).stream())
                .forEach(found::add);
        return found;
    }

    private static boolean targets(AuthorizationPolicy policy, Server server) {
        TargetRef target = policy.targetRef();
        return switch (target.kind()) {
            case SERVER -> target.name().equals(server.metadata().name());
            case NAMESPACE -> target.name().equals(server.metadata().namespace());
            case HTTP_ROUTE, GATEWAY_HTTP_ROUTE, GATEWAY_GRPC_ROUTE -> false;
        };
    }

    private Optional<Authorization> join(AuthorizationPolicy policy, Authentications authentications) {
        try {
            return authorizationPolicies.join(policy, authentications);
        } catch (AuthorizationPolicyJoin.MissingReferenceException missing) {
            complaints.say(policy.id() + " requires " + missing.getMessage()
                    + ", which does not exist: the policy lets nobody in until it does");
            return Optional.empty();
        }
    }
}

package io.weft.destination.policy;

import io.weft.core.policy.Authorization;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.Server;
import io.weft.kubernetes.resource.ServerAuthorization;
import java.util.ArrayList;
import java.util.Collection;
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

    NamespacePolicies(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.complaints = complaints;
        this.serverAuthorizations = new ServerAuthorizationJoin(settings);
        this.authorizationPolicies = new AuthorizationPolicyJoin(settings);
    }

    /** The namespace's Servers in the order in which they claim ports. */
    List<PolicyServer> join(
            Collection<Server> servers,
            Collection<ServerAuthorization> older,
            Collection<AuthorizationPolicy> policies,
            Authentications authentications) {
        return servers.stream()
                .sorted(PolicyServer.SENIORITY)
                .map(server -> new PolicyServer(server, authorizations(server, older, policies, authentications)))
                .toList();
    }

    private List<Authorization> authorizations(
            Server server,
            Collection<ServerAuthorization> older,
            Collection<AuthorizationPolicy> policies,
            Authentications authentications) {
        List<Authorization> found = new ArrayList<>(DefaultAuthorizations.of(server.accessPolicy(), settings));
        older.stream()
                .filter(policy -> policy.server().includes(server))
                .flatMap(policy -> serverAuthorizations.join(policy).stream())
                .forEach(found::add);
        policies.stream()
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

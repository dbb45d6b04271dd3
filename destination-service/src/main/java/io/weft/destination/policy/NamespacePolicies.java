package io.weft.destination.policy;

import io.weft.core.policy.Authorization;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.Server;
import io.weft.kubernetes.resource.ServerAuthorization;
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
                .map(server -> join(server, objects, authentications, Reasons.NONE))
                .toList();
    }

    /** One of them alone. */
    PolicyServer join(Server server, NamespaceObjects objects, Authentications authentications, Reasons reasons) {
        return new PolicyServer(
                server,
                authorizations(server, objects, authentications, reasons),
                routes.join(
                        server,
                        objects.routes(),
                        objects.policies(),
                        policy -> join(policy, authentications, reasons),
                        reasons),
                limits.join(server, objects.limits(), reasons));
    }

    private List<Authorization> authorizations(
            Server server, NamespaceObjects objects, Authentications authentications, Reasons reasons) {
        List<Authorization> found = new ArrayList<>(DefaultAuthorizations.of(server.accessPolicy(), settings));
        reasons.say(
                "accessPolicy " + server.accessPolicy().text(),
                Verdict.APPLIES,
                () -> found.isEmpty() ? "the Server by itself lets nobody in" : LetIn.text(found.getFirst()));
        objects.serverAuthorizations().stream()
                .filter(policy -> includes(policy, server, reasons))
                .flatMap(policy -> serverAuthorizations.join(policy, reasons).stream())
                .forEach(found::add);
        objects.policies().stream()
                .filter(policy -> targets(policy, server, reasons))
                .flatMap(policy -> join(policy, authentications, reasons).stream())
                .forEach(found::add);
        return found;
    }

    private static boolean includes(ServerAuthorization policy, Server server, Reasons reasons) {
        boolean included = policy.server().includes(server);
        if (!included) {
            reasons.say(policy.id(), Verdict.NO_MATCH, () -> "is about other Servers");
        }
        return included;
    }

    private static boolean targets(AuthorizationPolicy policy, Server server, Reasons reasons) {
        TargetRef target = policy.targetRef();
        boolean targeted = targets(target, server);
        if (!targeted) {
            reasons.say(
                    policy.id(),
                    Verdict.NO_MATCH,
                    () -> "targets " + target.kind().kind() + " " + target.name());
        }
        return targeted;
    }

    private static boolean targets(TargetRef target, Server server) {
        return switch (target.kind()) {
            case SERVER -> target.name().equals(server.metadata().name());
            case NAMESPACE -> target.name().equals(server.metadata().namespace());
            case HTTP_ROUTE, GATEWAY_HTTP_ROUTE, GATEWAY_GRPC_ROUTE -> false;
        };
    }

    private Optional<Authorization> join(AuthorizationPolicy policy, Authentications authentications, Reasons reasons) {
        try {
            return authorizationPolicies.join(policy, authentications, reasons);
        } catch (AuthorizationPolicyJoin.MissingReferenceException missing) {
            complaints.say(policy.id() + " requires " + missing.getMessage()
                    + ", which does not exist: the policy lets nobody in until it does");
            reasons.say(
                    policy.id(),
                    Verdict.REFUSED,
                    () -> "requires " + missing.getMessage() + ", which does not exist: it lets nobody in");
            return Optional.empty();
        }
    }
}

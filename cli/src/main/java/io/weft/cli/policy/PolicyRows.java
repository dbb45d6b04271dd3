package io.weft.cli.policy;

import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Server;
import io.weft.kubernetes.resource.ServerAuthorization;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which policies there are for some pods. Pure.
 *
 * @see "cli, 7: authz"
 */
final class PolicyRows {
    private static final String ALL = "*";

    private final List<Resource> resources;
    private final String namespace;

    /** {@code namespace}: of the pods, and so of their servers and of the policies that protect them. */
    PolicyRows(List<Resource> resources, String namespace) {
        this.resources = List.copyOf(resources);
        this.namespace = namespace;
    }

    /** In order; none twice. */
    List<PolicyRow> of(Predicate<Pod> subject) {
        List<Pod> pods = all(Pod.class).filter(subject).toList();
        return all(Server.class)
                .filter(server -> server.workloads() instanceof Server.Pods
                        && pods.stream().anyMatch(pod -> selects(server, pod)))
                .flatMap(server -> Stream.concat(ofServer(server), ofRoutes(server)))
                .distinct()
                .sorted(PolicyRow.ORDER)
                .toList();
    }

    private <T extends Resource> Stream<T> all(Class<T> type) {
        return resources.stream()
                .filter(resource -> resource.metadata().namespace().equals(namespace))
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static boolean selects(Server server, Pod pod) {
        return server.workloads().selector().matches(pod.metadata().labels());
    }

    private Stream<PolicyRow> ofServer(Server server) {
        String name = server.metadata().name();
        return Stream.concat(
                all(ServerAuthorization.class)
                        .filter(policy -> policy.server().includes(server))
                        .map(policy ->
                                new PolicyRow(ALL, name, "", policy.metadata().name())),
                all(AuthorizationPolicy.class)
                        .filter(policy -> protects(policy.targetRef(), name))
                        .map(policy ->
                                new PolicyRow(ALL, name, policy.metadata().name(), "")));
    }

    private static boolean protects(TargetRef target, String server) {
        return target.kind() == TargetKind.NAMESPACE
                || (target.kind() == TargetKind.SERVER && target.name().equals(server));
    }

    private Stream<PolicyRow> ofRoutes(Server server) {
        String name = server.metadata().name();
        return all(Route.class)
                .filter(route -> isAttached(route, server))
                .flatMap(route -> all(AuthorizationPolicy.class)
                        .filter(policy -> targets(policy.targetRef(), route))
                        .map(policy -> new PolicyRow(
                                route.metadata().name(), name, policy.metadata().name(), "")));
    }

    private static boolean isAttached(Route route, Server server) {
        return route.parents().stream()
                .anyMatch(parent -> parent.isServer()
                        && parent.namespace().equals(server.metadata().namespace())
                        && parent.name().equals(server.metadata().name()));
    }

    private static boolean targets(TargetRef target, Route route) {
        return target.kind().is(route.kind())
                && target.name().equals(route.metadata().name());
    }
}

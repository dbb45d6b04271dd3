package io.weft.cli.check;

import io.weft.kubernetes.resource.Container;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.PortRef;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.RouteMatch;
import io.weft.kubernetes.resource.Server;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether the kubelet's health checks still have a route of their own: the first route that somebody attaches to a Server takes
 * the place of it.
 *
 * @see "crds, 3.5; brief-vs-linkerd: attaching a route removes the probe route"
 */
record ProbeRoutesCheck(Supplier<List<Resource>> objects) implements Check.Probe {
    @Override
    public List<String> complaints() {
        List<Resource> all = objects.get();
        return of(all, Server.class)
                .flatMap(server -> complaints(
                        server,
                        of(all, Route.class)
                                .filter(route -> isAttached(route, server))
                                .toList(),
                        of(all, Pod.class).filter(pod -> isServed(pod, server)).toList()))
                .toList();
    }

    private static Stream<String> complaints(Server server, List<Route> routes, List<Pod> pods) {
        return routes.isEmpty()
                ? Stream.empty()
                : pods.stream()
                        .flatMap(pod -> probed(pod, server.port()))
                        .distinct()
                        .filter(path -> routes.stream().noneMatch(route -> names(route, path)))
                        .map(path ->
                                server.id() + " has " + routes.getFirst().id() + ", which leaves health checks no route"
                                        + " of their own: add one for GET " + path
                                        + ", and an AuthorizationPolicy for the networks"
                                        + " they come from");
    }

    /** Paths that the kubelet asks that port for. */
    private static Stream<String> probed(Pod pod, PortRef served) {
        Optional<Integer> port = number(pod, served);
        return pod.containers().stream()
                .flatMap(container -> container.probes().stream())
                .filter(probe -> port.isPresent() && port.equals(number(pod, probe.port())))
                .map(probe -> probe.path().split("\\?", 2)[0]);
    }

    private static Optional<Integer> number(Pod pod, PortRef port) {
        return switch (port) {
            case PortRef.Numbered(int value) -> Optional.of(value);
            case PortRef.Named(String name) ->
                pod.containers().stream()
                        .flatMap(container -> container.tcpPort(name).stream())
                        .map(Container.Port::containerPort)
                        .findFirst();
        };
    }

    private static boolean isAttached(Route route, Server server) {
        return route.parents().stream()
                .anyMatch(parent -> parent.isServer()
                        && parent.namespace().equals(server.metadata().namespace())
                        && parent.name().equals(server.metadata().name()));
    }

    private static boolean isServed(Pod pod, Server server) {
        return pod.metadata().labels().containsKey(KnownLabels.CONTROL_PLANE_NAMESPACE)
                && pod.metadata().namespace().equals(server.metadata().namespace())
                && server.workloads() instanceof Server.Pods(var selector)
                && selector.matches(pod.metadata().labels());
    }

    /** Whether somebody thought of that path. */
    private static boolean names(Route route, String path) {
        return route.rules().stream()
                .flatMap(rule -> rule.matches().stream())
                .anyMatch(match -> match instanceof RouteMatch.Http http
                        && switch (http.path()) {
                            case RouteMatch.Path.Exact(String value) -> value.equals(path);
                            case RouteMatch.Path.Prefix(String value) -> value.equals(path);
                            case RouteMatch.Path.Regex _ -> false;
                        });
    }

    private static <T> Stream<T> of(List<Resource> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }
}

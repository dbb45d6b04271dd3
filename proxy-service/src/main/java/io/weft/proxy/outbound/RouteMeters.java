package io.weft.proxy.outbound;

import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.telemetry.Counter;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.RequestMeter;
import io.weft.proxy.telemetry.RouteMeter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of the routes of one policy: forgotten with it, so that there are never more than policies in use name.
 *
 * <p>Threading: one event loop.
 */
final class RouteMeters {
    private final MetricRegistry registry;
    private final Map<Route, RouteMeter> routes = new HashMap<>();
    private final Map<ResourceRef, Labels> backends = new HashMap<>();
    private final Map<ProfileRoute, Profile> profiles = new HashMap<>(0);

    private record Route(ResourceRef parent, ResourceRef route, boolean grpc) {}

    private record ProfileRoute(String service, Map<String, String> labels) {}

    /**
     * The counts of one route of a ServiceProfile.
     *
     * @param requests whatever number of tries each takes
     * @param tries each of them
     * @param retryable responses to be asked for again
     * @param unaffordable those of them that the budget did not allow
     */
    record Profile(RequestMeter requests, RequestMeter tries, Counter retryable, Counter unaffordable) {}

    RouteMeters(MetricRegistry registry) {
        this.registry = registry;
    }

    RouteMeter route(ResourceRef parent, ResourceRef route, boolean grpc) {
        return routes.computeIfAbsent(
                new Route(parent, route, grpc),
                made -> new RouteMeter(
                        registry, grpc, PolicyLabels.parent(parent).and(PolicyLabels.route(route))));
    }

    RouteMeter.OfBackend backend(RouteMeter route, Backend backend) {
        return route.backend(backends.computeIfAbsent(backend.ref(), PolicyLabels::backend));
    }

    Profile profile(ProfileTerms terms) {
        return profiles.computeIfAbsent(new ProfileRoute(terms.service(), terms.labels()), made -> {
            Labels labels = Labels.of("direction", "outbound", "dst", terms.service());
            for (Map.Entry<String, String> label : new TreeMap<>(terms.labels()).entrySet()) {
                labels = labels.and("rt_" + label.getKey(), label.getValue());
            }
            return new Profile(
                    RequestMeter.ofRoute(registry, labels),
                    RequestMeter.ofTries(registry, labels),
                    registry.counter(Meter.ROUTE_RETRYABLE_TOTAL, labels),
                    registry.counter(Meter.ROUTE_RETRYABLE_TOTAL, labels.and("skipped", "no_budget")));
        });
    }
}

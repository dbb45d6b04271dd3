package io.weft.viz.api;

import io.weft.api.viz.Resource;
import io.weft.api.viz.ResourceSelection;
import io.weft.api.viz.StatSummaryRequest;
import io.weft.api.viz.TopRoutesRequest;
import io.weft.viz.metrics.InvalidQueryException;
import io.weft.viz.metrics.PolicyStatRequest;
import io.weft.viz.metrics.PolicyType;
import io.weft.viz.metrics.ResourceSelector;
import io.weft.viz.metrics.ResourceType;
import io.weft.viz.metrics.RoutesRequest;
import io.weft.viz.metrics.ServiceStatRequest;
import io.weft.viz.metrics.StatRequest;
import io.weft.viz.metrics.TimeWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Questions of the API in our words. Pure; refuses by {@link InvalidQueryException}. */
final class AskedTranslator {
    private static final String ALL = "all";

    private AskedTranslator() {}

    /** The one about Services, if they are asked for; they are among {@code all}, unless pods are chosen by label. */
    static Optional<ServiceStatRequest> services(StatSummaryRequest request, TimeWindow window) {
        Resource asked = named(request.getSelector());
        boolean labels = !request.getSelector().getLabelSelector().isEmpty();
        if (!RoutesRequest.Target.isService(asked.getType())
                && (labels || !asked.getType().equals(ALL))) {
            return Optional.empty();
        }
        if (request.hasToResource()) {
            throw new InvalidQueryException("a Service sends nothing: ask for what a workload sends");
        }
        if (labels) {
            throw new InvalidQueryException(ResourceSelector.NO_LABELS);
        }
        return Optional.of(new ServiceStatRequest(
                asked.getNamespace(),
                asked.getName(),
                window,
                request.hasFromResource() ? Optional.of(selector(request.getFromResource())) : Optional.empty(),
                request.getTcpStats(),
                request.getSkipStats()));
    }

    /** The one about policies, if they are asked for. */
    static Optional<PolicyStatRequest> policies(StatSummaryRequest request, TimeWindow window) {
        Resource asked = named(request.getSelector());
        return PolicyType.find(asked.getType()).map(type -> policies(request, type, window));
    }

    private static PolicyStatRequest policies(StatSummaryRequest request, PolicyType type, TimeWindow window) {
        if (request.hasToResource() || request.hasFromResource()) {
            throw new InvalidQueryException(PolicyStatRequest.NO_PEERS);
        }
        Resource asked = request.getSelector().getResource();
        return new PolicyStatRequest(
                type,
                asked.getNamespace(),
                asked.getName(),
                window,
                ResourceSelector.labels(request.getSelector().getLabelSelector()),
                request.getTcpStats(),
                request.getSkipStats());
    }

    /** One for each other type that is asked for; {@code all} are all of them but namespaces. */
    static List<StatRequest> stat(StatSummaryRequest request, TimeWindow window) {
        Resource asked = named(request.getSelector());
        Optional<RoutesRequest.Target> to =
                request.hasToResource() ? Optional.of(target(request.getToResource())) : Optional.empty();
        Optional<ResourceSelector> from =
                request.hasFromResource() ? Optional.of(selector(request.getFromResource())) : Optional.empty();
        return types(asked.getType()).stream()
                .map(type -> new StatRequest(
                        new ResourceSelector(type, asked.getNamespace(), asked.getName()),
                        window,
                        to,
                        from,
                        ResourceSelector.labels(request.getSelector().getLabelSelector()),
                        request.getTcpStats(),
                        request.getSkipStats()))
                .toList();
    }

    static RoutesRequest routes(TopRoutesRequest request, TimeWindow window) {
        return new RoutesRequest(
                target(named(request.getSelector())),
                request.hasToResource() ? Optional.of(target(request.getToResource())) : Optional.empty(),
                ResourceSelector.labels(request.getSelector().getLabelSelector()),
                window);
    }

    /** Whose pods are asked for; empty: those of all resources. */
    static Optional<ResourceSelector> owner(Resource resource) {
        return resource.getType().isEmpty() ? Optional.empty() : Optional.of(selector(resource));
    }

    /** Of what is asked for; there is no question about nothing. */
    private static Resource named(ResourceSelection selection) {
        if (!selection.hasResource()) {
            throw new InvalidQueryException("name a resource");
        }
        return selection.getResource();
    }

    /** As {@link #named}, where labels say nothing. */
    static Resource resource(ResourceSelection selection) {
        Resource resource = named(selection);
        if (!selection.getLabelSelector().isEmpty()) {
            throw new InvalidQueryException("ask for a resource by its name: labels are not looked at");
        }
        return resource;
    }

    static ResourceSelector selector(Resource resource) {
        return new ResourceSelector(
                ResourceType.parse(resource.getType()), resource.getNamespace(), resource.getName());
    }

    private static RoutesRequest.Target target(Resource resource) {
        return RoutesRequest.Target.of(resource.getType(), resource.getNamespace(), resource.getName());
    }

    private static List<ResourceType> types(String text) {
        if (RoutesRequest.Target.isService(text) || PolicyType.find(text).isPresent()) {
            return List.of();
        }
        return text.equals(ALL)
                ? Arrays.stream(ResourceType.values())
                        .filter(type -> type != ResourceType.NAMESPACE)
                        .toList()
                : List.of(ResourceType.parse(text));
    }
}

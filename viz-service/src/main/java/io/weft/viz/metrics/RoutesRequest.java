package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;
import java.util.Optional;

/**
 * A question for routes.
 *
 * @param subject whose requests: those it received, or, with {@code to}, those it sent there
 * @param labels what the subject's pods must have; without {@code to} a Service's requests count if it leads to one of them
 */
public record RoutesRequest(Target subject, Optional<Target> to, LabelSelector labels, TimeWindow window) {
    public RoutesRequest {
        if (subject.type().isEmpty() && !labels.equals(LabelSelector.everything())) {
            throw new InvalidQueryException(ResourceSelector.NO_LABELS);
        }
        if (to.isPresent() && subject.type().isEmpty()) {
            throw new InvalidQueryException("a Service sends nothing: ask for what a workload sends");
        }
    }

    /**
     * Resources, or Services.
     *
     * @param type empty: Services
     * @param namespace empty: all; of a namespace that is named it does not matter
     * @param name empty: all
     */
    public record Target(Optional<ResourceType> type, String namespace, String name) {
        public Target {
            boolean whole = type.filter(each -> each == ResourceType.NAMESPACE).isPresent();
            namespace = whole && !name.isEmpty() ? "" : namespace;
        }

        /** Also knows {@code service}, plural and short. */
        public static Target of(String type, String namespace, String name) {
            return new Target(
                    isService(type) ? Optional.empty() : Optional.of(ResourceType.parse(type)), namespace, name);
        }

        /** Whether Services are meant. */
        public static boolean isService(String type) {
            return switch (type) {
                case "service", "services", "svc" -> true;
                default -> false;
            };
        }

        boolean selects(ResourceName resource) {
            return (namespace.isEmpty() || namespace.equals(resource.namespace()))
                    && (name.isEmpty() || name.equals(resource.name()));
        }

        ResourceName named(ServiceName service) {
            return new ResourceName(service.namespace(), "service", service.name());
        }
    }
}

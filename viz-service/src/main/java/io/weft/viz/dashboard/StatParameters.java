package io.weft.viz.dashboard;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.metrics.InvalidQueryException;
import io.weft.viz.metrics.PolicyStatRequest;
import io.weft.viz.metrics.PolicyType;
import io.weft.viz.metrics.ResourceSelector;
import io.weft.viz.metrics.ResourceType;
import io.weft.viz.metrics.RoutesRequest;
import io.weft.viz.metrics.RoutesRequest.Target;
import io.weft.viz.metrics.ServiceStatRequest;
import io.weft.viz.metrics.StatRequest;
import io.weft.viz.metrics.TimeWindow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;

/** The query parameters of {@code /api/stat} and its like. */
final class StatParameters {
    private static final List<String> PEERS =
            List.of("to_type", "to_name", "to_namespace", "from_type", "from_name", "from_namespace");

    private final MultiValueMap<String, String> parameters;

    StatParameters(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    String window() {
        return given("window").orElse("1m");
    }

    /** Empty: all namespaces. */
    String namespace() {
        return isSet("all_namespaces") ? "" : given("namespace").orElse("");
    }

    StatRequest request(TimeWindow window) {
        ResourceSelector subject = subject();
        return new StatRequest(
                subject, window, to(subject), peer("from", subject), labels(), isSet("tcp_stats"), isSet("skip_stats"));
    }

    /** Also of Services. */
    RoutesRequest routes(TimeWindow window) {
        String own = given("resource_type").orElse("deployment");
        Target subject = Target.of(own, namespace(), given("resource_name").orElse(""));
        Optional<Target> to = given("to_type")
                .map(type -> Target.of(
                        type,
                        isSet("to_all_namespaces") ? "" : given("to_namespace").orElse(subject.namespace()),
                        given("to_name").orElse("")));
        return new RoutesRequest(subject, to, labels(), window);
    }

    ResourceSelector subject() {
        ResourceType type = ResourceType.parse(given("resource_type").orElse("deployment"));
        return new ResourceSelector(type, namespace(), given("resource_name").orElse(""));
    }

    LabelSelector labels() {
        return ResourceSelector.labels(given("label_selector").orElse(""));
    }

    Optional<String> given(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    boolean isOfServices() {
        return Target.isService(given("resource_type").orElse(""));
    }

    ServiceStatRequest services(TimeWindow window) {
        if (Stream.of("to_type", "to_name", "to_namespace")
                .anyMatch(each -> given(each).isPresent())) {
            throw new InvalidQueryException("a Service sends nothing: ask for what a workload sends");
        }
        if (given("label_selector").isPresent()) {
            throw new InvalidQueryException(ResourceSelector.NO_LABELS);
        }
        return new ServiceStatRequest(
                namespace(),
                given("resource_name").orElse(""),
                window,
                peer("from", new ResourceSelector(ResourceType.DEPLOYMENT, namespace(), "")),
                isSet("tcp_stats"),
                isSet("skip_stats"));
    }

    /** Which policies are meant, if they are. */
    Optional<PolicyType> policies() {
        return given("resource_type").flatMap(PolicyType::find);
    }

    PolicyStatRequest policies(PolicyType type, TimeWindow window) {
        if (PEERS.stream().anyMatch(each -> given(each).isPresent())) {
            throw new InvalidQueryException(PolicyStatRequest.NO_PEERS);
        }
        return new PolicyStatRequest(
                type,
                namespace(),
                given("resource_name").orElse(""),
                window,
                labels(),
                isSet("tcp_stats"),
                isSet("skip_stats"));
    }

    /** As {@link #peer}, also of a Service. */
    private Optional<Target> to(ResourceSelector subject) {
        return given("to_type").filter(Target::isService).isPresent()
                ? Optional.of(Target.of(
                        "service",
                        given("to_namespace").orElse(subject.namespace()),
                        given("to_name").orElse("")))
                : peer("to", subject).map(to -> new Target(Optional.of(to.type()), to.namespace(), to.name()));
    }

    /** Type and namespace are the subject's unless given. */
    private Optional<ResourceSelector> peer(String side, ResourceSelector subject) {
        Optional<String> type = given(side + "_type");
        Optional<String> namespace = given(side + "_namespace");
        Optional<String> name = given(side + "_name");
        if (type.or(() -> namespace).or(() -> name).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ResourceSelector(
                type.map(ResourceType::parse).orElse(subject.type()),
                namespace.orElse(subject.namespace()),
                name.orElse("")));
    }

    private boolean isSet(String name) {
        return given(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new InvalidQueryException(name + " must be true or false, not '" + value + "'");
                })
                .orElse(false);
    }
}

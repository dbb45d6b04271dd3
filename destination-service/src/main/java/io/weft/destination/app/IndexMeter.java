package io.weft.destination.app;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weft.destination.answers.Answers.Asked;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.destination.profiles.ProfileSnapshot;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What is asked of the index and what it is made of, under Linkerd's names. Counted when somebody reads the metrics: what nobody asks
 * any more is not there.
 *
 * <p>Threading: safe from any thread; holds the index's lock for a moment.
 *
 * @see "control-plane, 9 and 10: metrics"
 */
final class IndexMeter implements MultiCollector {
    private final MeshIndex index;

    IndexMeter(MeshIndex index) {
        this.index = index;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>(endpoints(index.endpoints().asked()));
        all.add(profiles(index.profiles().asked()));
        all.addAll(sizes("inbound", index.inboundSizes()));
        all.addAll(sizes("outbound", index.outboundSizes()));
        return new MetricSnapshots(all);
    }

    private static List<MetricSnapshot> endpoints(List<Asked<EndpointQuestion, EndpointSnapshot>> asked) {
        return List.of(
                gauge("endpoints_subscribers", "Streams that follow the replicas of a port", asked, Asked::readers),
                gauge("endpoints_pods", "Replicas that are known of a port", asked, each -> replicas(each.answer())),
                gauge(
                        "endpoints_exists",
                        "1 if there is such a Service",
                        asked,
                        each -> each.answer() instanceof EndpointSnapshot.Absent ? 0 : 1),
                new CounterSnapshot(
                        metadata("endpoints_updates", "Changes of the replicas of a port since it is followed"),
                        asked.stream()
                                .map(each ->
                                        new CounterDataPointSnapshot(each.changes(), labels(each.question()), null, 0))
                                .toList()));
    }

    private static int replicas(EndpointSnapshot answer) {
        return answer instanceof EndpointSnapshot.Present present
                ? present.endpoints().size()
                : 0;
    }

    private static MetricSnapshot gauge(
            String name,
            String help,
            List<Asked<EndpointQuestion, EndpointSnapshot>> asked,
            ToDoubleFunction<Asked<EndpointQuestion, EndpointSnapshot>> value) {
        return new GaugeSnapshot(
                metadata(name, help),
                asked.stream()
                        .map(each ->
                                new GaugeDataPointSnapshot(value.applyAsDouble(each), labels(each.question()), null))
                        .toList());
    }

    /** All clients of a port share one answer, so there is no node to name. */
    private static Labels labels(EndpointQuestion question) {
        return Labels.of(
                "cluster", "local",
                "namespace", question.service().namespace(),
                "service", question.service().name(),
                "port", String.valueOf(question.port()),
                "hostname", question.instance().orElse(""),
                "nodename", "");
    }

    private static MetricSnapshot profiles(List<Asked<ProfileQuestion, ProfileSnapshot>> asked) {
        Map<Labels, Integer> readers = asked.stream()
                .collect(Collectors.groupingBy(IndexMeter::labels, Collectors.summingInt(Asked::readers)));
        return new GaugeSnapshot(
                metadata("profile_subscribers", "Streams that follow the profile of a name or address"),
                readers.entrySet().stream()
                        .map(each -> new GaugeDataPointSnapshot(each.getValue(), each.getKey(), null))
                        .toList());
    }

    /** Of what is no service's the name, if it has one. */
    private static Labels labels(Asked<ProfileQuestion, ProfileSnapshot> asked) {
        if (asked.answer() instanceof ProfileSnapshot.OfService answer) {
            return labels(answer.service().namespace(), answer.service().name());
        }
        return switch (asked.question().subject()) {
            case ServiceId id -> labels(id.namespace(), id.name());
            case Subject.Host host -> labels("", host.name());
            default -> labels("", "");
        };
    }

    private static Labels labels(String namespace, String service) {
        return Labels.of("namespace", namespace, "service", service);
    }

    private static List<MetricSnapshot> sizes(String side, Map<ResourceKind, Map<String, Long>> sizes) {
        return sizes.entrySet().stream()
                .<MetricSnapshot>map(kind -> new GaugeSnapshot(
                        metadata(
                                side + "_index_" + kind.getKey().name().toLowerCase(Locale.ROOT) + "_index_size",
                                "Objects that " + side + " answers are joined of"),
                        kind.getValue().entrySet().stream()
                                .map(namespace -> new GaugeDataPointSnapshot(
                                        namespace.getValue(), Labels.of("namespace", namespace.getKey()), null))
                                .toList()))
                .toList();
    }

    private static MetricMetadata metadata(String name, String help) {
        return new MetricMetadata(name, help);
    }
}

package io.weft.viz.dashboard;

import io.weft.core.Latest;
import io.weft.service.settings.MeshProperties;
import io.weft.viz.metrics.AuthzJson;
import io.weft.viz.metrics.AuthzQuery;
import io.weft.viz.metrics.CanaryJson;
import io.weft.viz.metrics.CanaryQuery;
import io.weft.viz.metrics.DefaultDenyJson;
import io.weft.viz.metrics.DefaultDenyQuery;
import io.weft.viz.metrics.EdgeQuery;
import io.weft.viz.metrics.EdgeRequest;
import io.weft.viz.metrics.EdgesJson;
import io.weft.viz.metrics.HistoryJson;
import io.weft.viz.metrics.HistoryQuery;
import io.weft.viz.metrics.InboundJson;
import io.weft.viz.metrics.InboundQuery;
import io.weft.viz.metrics.LoadJson;
import io.weft.viz.metrics.LoadQuery;
import io.weft.viz.metrics.OutboundJson;
import io.weft.viz.metrics.OutboundQuery;
import io.weft.viz.metrics.PolicyStatQuery;
import io.weft.viz.metrics.PolicyType;
import io.weft.viz.metrics.ResourceType;
import io.weft.viz.metrics.RoutesJson;
import io.weft.viz.metrics.RoutesQuery;
import io.weft.viz.metrics.ServiceStatQuery;
import io.weft.viz.metrics.ServiceStatRequest;
import io.weft.viz.metrics.StatQuery;
import io.weft.viz.metrics.StatSummaryJson;
import io.weft.viz.metrics.TimeWindow;
import io.weft.viz.services.KnownServices;
import io.weft.viz.split.SplitsClient;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workloads;
import java.util.List;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/stat} (also under its older name), {@code /api/stat-inbound}, {@code /api/stat-outbound}, {@code /api/edges},
 * {@code /api/authz}, {@code /api/routes}, {@code /api/canaries}, {@code /api/default-deny}, {@code /api/load} and
 * {@code /api/history}.
 *
 * @see "viz, section 5.1"
 */
@RestController
public final class MetricsApi {
    private final Latest<Workloads> workloads;
    private final MetricSource store;
    private final MeshProperties mesh;
    private final SplitsClient splits;
    private final Latest<KnownServices> services;

    public MetricsApi(
            Latest<Workloads> workloads,
            Latest<KnownServices> services,
            MetricSource store,
            MeshProperties mesh,
            SplitsClient splits) {
        this.services = services;
        this.mesh = mesh;
        this.splits = splits;
        this.workloads = workloads;
        this.store = store;
    }

    @GetMapping({"/api/stat", "/api/tps-reports"})
    StatSummaryJson stat(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = window(asked.window());
        Optional<PolicyType> policies = asked.policies();
        if (policies.isPresent()) {
            return PolicyStatQuery.answer(
                    workloads.get(), store.observe(window.length()), asked.policies(policies.get(), window));
        }
        return asked.isOfServices()
                ? services(asked.services(window))
                : StatQuery.answer(workloads.get(), store.observe(window.length()), asked.request(window));
    }

    private StatSummaryJson services(ServiceStatRequest request) {
        List<Observation> observed = store.observe(request.window().length());
        return ServiceStatQuery.answer(
                workloads.get(),
                services.get(),
                CanaryQuery.answer(splits.splits(), splits.isConnected(), observed)
                        .splits(),
                observed,
                request);
    }

    @GetMapping("/api/edges")
    EdgesJson edges(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        Optional<ResourceType> type = asked.given("resource_type").map(ResourceType::parse);
        TimeWindow window = window(asked.window());
        return EdgeQuery.answer(
                workloads.get(), store.observe(window.length()), new EdgeRequest(asked.namespace(), type));
    }

    @GetMapping("/api/authz")
    AuthzJson authz(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = window(asked.window());
        return AuthzQuery.answer(
                workloads.get(), store.observe(window.length()), asked.subject(), asked.labels(), window);
    }

    @GetMapping("/api/routes")
    RoutesJson routes(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = window(asked.window());
        return RoutesQuery.answer(
                workloads.get(), store.observe(window.length()), asked.routes(window), mesh.clusterDomain());
    }

    @GetMapping("/api/stat-inbound")
    InboundJson inbound(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = window(asked.window());
        return InboundQuery.answer(workloads.get(), store.observe(window.length()), asked.subject());
    }

    @GetMapping("/api/stat-outbound")
    OutboundJson outbound(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = window(asked.window());
        return OutboundQuery.answer(workloads.get(), store.observe(window.length()), asked.subject());
    }

    /** What comes of every split. */
    @GetMapping("/api/canaries")
    CanaryJson canaries(@RequestParam MultiValueMap<String, String> parameters) {
        TimeWindow window = window(new StatParameters(parameters).window());
        return CanaryQuery.answer(splits.splits(), splits.isConnected(), store.observe(window.length()));
    }

    /** Who would lose access if defaults became {@code deny}. */
    @GetMapping("/api/default-deny")
    DefaultDenyJson defaultDeny(@RequestParam MultiValueMap<String, String> parameters) {
        TimeWindow window = window(new StatParameters(parameters).window());
        return DefaultDenyQuery.answer(workloads.get(), store.observe(window.length()));
    }

    /** What resources have to do, for whoever scales them. */
    @GetMapping("/api/load")
    LoadJson load(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = window(asked.window());
        return LoadQuery.answer(
                workloads.get(), store.watched(window.length()), store.observe(window.length()), asked.subject());
    }

    /** How one resource did over all that is kept in memory. */
    @GetMapping("/api/history")
    HistoryJson history(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        return HistoryQuery.answer(workloads.get(), store, asked.subject());
    }

    private TimeWindow window(String text) {
        return TimeWindow.parse(text, store.interval(), store.retention());
    }
}

package io.weft.viz.dashboard;

import io.weft.core.Latest;
import io.weft.viz.metrics.GatewaysJson;
import io.weft.viz.metrics.GatewaysQuery;
import io.weft.viz.metrics.PodsJson;
import io.weft.viz.metrics.PodsQuery;
import io.weft.viz.metrics.ServicesJson;
import io.weft.viz.metrics.ServicesQuery;
import io.weft.viz.metrics.TimeWindow;
import io.weft.viz.services.KnownServices;
import io.weft.viz.window.MetricSource;
import io.weft.viz.workload.Workloads;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/pods}, {@code /api/services} and {@code /api/gateways}: what there is, whether it does anything or not.
 *
 * @see "viz, section 5.1"
 */
@RestController
public final class MeshListsApi {
    private final Latest<Workloads> workloads;
    private final Latest<KnownServices> services;
    private final MetricSource store;

    public MeshListsApi(Latest<Workloads> workloads, Latest<KnownServices> services, MetricSource store) {
        this.workloads = workloads;
        this.services = services;
        this.store = store;
    }

    @GetMapping("/api/pods")
    PodsJson pods(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        return PodsQuery.answer(workloads.get(), asked.namespace(), Optional.empty(), asked.labels());
    }

    @GetMapping("/api/services")
    ServicesJson services(@RequestParam MultiValueMap<String, String> parameters) {
        return ServicesQuery.answer(services.get(), new StatParameters(parameters).namespace());
    }

    /** Of other clusters, as service mirrors probe them. */
    @GetMapping("/api/gateways")
    GatewaysJson gateways(@RequestParam MultiValueMap<String, String> parameters) {
        StatParameters asked = new StatParameters(parameters);
        TimeWindow window = TimeWindow.parse(asked.window(), store.interval(), store.retention());
        return GatewaysQuery.answer(
                services.get(),
                store.gateways(window.length()),
                asked.given("remoteClusterName").orElse(""),
                asked.given("gatewayNamespace").orElse(""));
    }
}

package io.weft.viz.app;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.weft.core.Latest;
import io.weft.viz.targets.PodTargets;
import io.weft.viz.workload.Workloads;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves {@code /targets} beside {@code /metrics}: the dashboard's port is closed to workloads, and a Prometheus is one. */
@ManagementContextConfiguration(value = ManagementContextType.ANY, proxyBeanMethods = false)
@ForRole(Role.METRICS_API)
public class TargetsConfiguration {
    @Bean
    RouterFunction<ServerResponse> targetsPath(Latest<Workloads> workloads) {
        return route(
                GET("/targets"),
                request -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(PodTargets.of(workloads.get())));
    }
}

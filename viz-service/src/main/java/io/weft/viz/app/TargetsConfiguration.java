package io.weft.viz.app;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.weft.viz.targets.PodTargets;
import io.weft.viz.workload.WorkloadsClient;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves {@code /targets} beside {@code /metrics}: the dashboard's port is closed to workloads, and a Prometheus is one. Until
 * destination-service has told us who there is we refuse, for a Prometheus forgets at once whom a list leaves out.
 */
@ManagementContextConfiguration(value = ManagementContextType.ANY, proxyBeanMethods = false)
@ForRole(Role.METRICS_API)
public class TargetsConfiguration {
    @Bean
    RouterFunction<ServerResponse> targetsPath(WorkloadsClient client) {
        return route(GET("/targets"), request -> client.isKnown() ? targets(client) : notYet());
    }

    private static Mono<ServerResponse> targets(WorkloadsClient client) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(PodTargets.of(client.workloads().get()));
    }

    private static Mono<ServerResponse> notYet() {
        return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("destination-service has not told yet which workloads there are\n");
    }
}

package io.weft.service.management;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves {@code /metrics} beside Actuator's {@code /actuator/prometheus}: where scrape configurations look first. */
@ManagementContextConfiguration(value = ManagementContextType.ANY, proxyBeanMethods = false)
public class MetricsPathConfiguration {
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    @Bean
    RouterFunction<ServerResponse> metricsPath(PrometheusMeterRegistry registry) {
        return route(
                GET("/metrics"),
                request -> ServerResponse.ok().contentType(TEXT).bodyValue(registry.scrape(TEXT.toString())));
    }
}

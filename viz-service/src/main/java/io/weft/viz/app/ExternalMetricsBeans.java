package io.weft.viz.app;

import io.weft.viz.aggregated.AggregatedApi;
import io.weft.viz.external.ExternalMetricsApi;
import io.weft.viz.external.LoadClient;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** What autoscalers ask for. */
@Configuration(proxyBeanMethods = false)
@ForRole(Role.EXTERNAL_METRICS)
class ExternalMetricsBeans {
    @Bean
    AggregatedApi externalMetrics() {
        return ExternalMetricsApi.api();
    }

    @Bean
    ExternalMetricsApi externalMetricsApi(VizProperties settings, ReactorResourceFactory resources) {
        LoadClient loads = new LoadClient(settings.metricsApi(), resources.getLoopResources());
        return new ExternalMetricsApi(loads, InstantSource.system());
    }
}

package io.weft.destination.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.weft.destination.feed.MeshListener;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.service.settings.MeshProperties;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is known of the mesh. The listener makes mesh-service start the feed. */
@Configuration(proxyBeanMethods = false)
class IndexBeans {
    @Bean
    MeshIndex meshIndex(DestinationProperties properties, MeshProperties mesh, MeterRegistry registry) {
        Complaints complaints = new Complaints(LoggerFactory.getLogger(MeshIndex.class)::warn);
        MeshIndex index = new MeshIndex(properties.settings(mesh), complaints);
        gauge(registry, "endpoints", () -> index.endpoints().size());
        gauge(registry, "profiles", () -> index.profiles().size());
        gauge(registry, "inbound", () -> index.inbound().size());
        gauge(registry, "outbound", () -> index.outbound().size());
        return index;
    }

    @Bean
    MultiCollector indexMeter(MeshIndex index, PrometheusRegistry registry) {
        MultiCollector meter = new IndexMeter(index);
        registry.register(meter);
        return meter;
    }

    @Bean
    FeedListener meshListener(MeshIndex index) {
        return new MeshListener(index);
    }

    private static void gauge(MeterRegistry registry, String index, Supplier<Number> size) {
        Gauge.builder("destination.questions", size)
                .description("Different questions that clients keep open")
                .tag("index", index)
                .strongReference(true)
                .register(registry);
    }
}

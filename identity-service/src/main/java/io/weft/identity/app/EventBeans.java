package io.weft.identity.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.identity.events.AuthorityEvents;
import io.weft.service.cluster.EventRecorder;
import io.weft.service.settings.MeshProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events, where there is an API server to keep them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mesh.feed.kind", havingValue = "kubernetes")
class EventBeans {

    @Bean
    EventRecorder eventRecorder(KubernetesClient client, Clock clock, MeterRegistry registry) {
        return new EventRecorder(client, "linkerd-identity", clock, registry);
    }

    @Bean
    AuthorityEvents authorityEvents(MeshProperties mesh, Clock clock, EventRecorder recorder) {
        return new AuthorityEvents(mesh.controlPlaneNamespace(), clock, recorder::record);
    }
}

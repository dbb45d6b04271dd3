package io.weft.injector.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.injector.cluster.ClusterFacts;
import io.weft.injector.cluster.LiveCluster;
import io.weft.injector.settings.MountedSettings;
import io.weft.injector.webhook.InjectionMeter;
import io.weft.injector.webhook.Reviewer;
import io.weft.kubernetes.feed.kubernetes.Clients;
import io.weft.service.cluster.EventRecorder;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.MeshProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What injects, where settings of injection are given; on one machine nothing does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${mesh.injector.values:}'.isEmpty()")
class ReviewConfiguration {
    private static final int RELOAD_SECONDS = 10;

    @Bean
    MountedSettings injectionSettings(
            InjectorProperties settings, MeshProperties mesh, ScheduledExecutorService certificateTimer) {
        try {
            MountedSettings mounted = new MountedSettings(
                    Path.of(settings.values()), Path.of(settings.trustAnchors()), mesh.controlPlaneNamespace());
            var _ = certificateTimer.scheduleWithFixedDelay(mounted, RELOAD_SECONDS, RELOAD_SECONDS, TimeUnit.SECONDS);
            return mounted;
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "mesh.injector.values",
                    settings.values(),
                    "Give the values of chart linkerd-control-plane as YAML, and as mesh.injector.trust-anchors the anchors as"
                            + " PEM (" + e.getMessage() + ").");
        }
    }

    @Bean
    @ConditionalOnMissingBean(ClusterFacts.class)
    KubernetesClient kubernetesClient() {
        return Clients.own();
    }

    @Bean
    @ConditionalOnMissingBean(ClusterFacts.class)
    EventRecorder eventRecorder(KubernetesClient kubernetesClient, MeterRegistry registry) {
        return new EventRecorder(kubernetesClient, "linkerd-proxy-injector", Clock.systemUTC(), registry);
    }

    @Bean
    @ConditionalOnMissingBean
    ClusterFacts cluster(KubernetesClient kubernetesClient, EventRecorder eventRecorder) {
        return new LiveCluster(kubernetesClient, eventRecorder::record);
    }

    @Bean
    Reviewer reviewer(MountedSettings injectionSettings, ClusterFacts cluster, MeterRegistry registry) {
        return new Reviewer(injectionSettings::current, cluster, new InjectionMeter(registry));
    }
}

package io.weft.injector.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.injector.cluster.ClusterFacts;
import io.weft.injector.cluster.LiveCluster;
import io.weft.injector.settings.MountedSettings;
import io.weft.injector.webhook.InjectionMeter;
import io.weft.injector.webhook.Reviewer;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.MeshProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
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
    private static final int WAITING_EVENTS = 1000;
    private static final int EVENT_WRITERS = 2;

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
        return new KubernetesClientBuilder().build();
    }

    @Bean(destroyMethod = "shutdownNow")
    ThreadPoolExecutor eventWriter() {
        return new ThreadPoolExecutor(
                EVENT_WRITERS,
                EVENT_WRITERS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_EVENTS),
                Thread.ofPlatform().daemon().name("event-", 0).factory());
    }

    @Bean
    @ConditionalOnMissingBean
    ClusterFacts cluster(KubernetesClient kubernetesClient, ThreadPoolExecutor eventWriter) {
        return new LiveCluster(kubernetesClient, eventWriter, Clock.systemUTC());
    }

    @Bean
    Reviewer reviewer(MountedSettings injectionSettings, ClusterFacts cluster, MeterRegistry registry) {
        return new Reviewer(injectionSettings::current, cluster, new InjectionMeter(registry));
    }
}

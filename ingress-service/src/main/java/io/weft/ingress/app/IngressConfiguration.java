package io.weft.ingress.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.weft.ingress.certificates.HostCertificates;
import io.weft.ingress.certificates.TlsContexts;
import io.weft.ingress.edge.Edge;
import io.weft.ingress.feed.RuleFeed;
import io.weft.ingress.status.StatusDuty;
import io.weft.ingress.status.StatusWriter;
import io.weft.service.cluster.EventRecorder;
import io.weft.service.cluster.LeaderLease;
import io.weft.service.cluster.LeaseTerms;
import io.weft.service.settings.MeshProperties;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything the service is made of. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {
    private static final String NAME = "linkerd-ingress"; // of Deployment and Service
    private static final String LEASE = "linkerd-ingress-write";

    @Bean
    SslContext fallbackCertificate() {
        return TlsContexts.selfSigned(NAME, Clock.systemUTC());
    }

    @Bean
    HostCertificates hostCertificates(SslContext fallbackCertificate) {
        return new HostCertificates(fallbackCertificate);
    }

    @Bean
    Edge edge(
            IngressProperties settings,
            SslContext fallbackCertificate,
            HostCertificates hostCertificates,
            MeterRegistry registry) {
        return new Edge(settings.edge(), fallbackCertificate, hostCertificates, registry);
    }

    @Bean(destroyMethod = "close")
    EventRecorder eventRecorder(KubernetesClient client, MeterRegistry registry) {
        return new EventRecorder(client, NAME, Clock.systemUTC(), registry);
    }

    @Bean(destroyMethod = "") // by the lifecycle
    LeaderLease lease(KubernetesClient client, MeshProperties mesh, MeterRegistry registry) {
        String holder = Objects.requireNonNullElse(System.getenv("HOSTNAME"), NAME) + "_" + UUID.randomUUID();
        LeaderLease.Name name = new LeaderLease.Name(mesh.controlPlaneNamespace(), LEASE, NAME);
        LeaderLease lease = new LeaderLease(client, name, holder, LeaseTerms.USUAL, () -> {});
        Gauge.builder("leader", lease, held -> held.leads() ? 1 : 0)
                .description("1 in the replica that leads")
                .tag("lease", LEASE)
                .register(registry);
        return lease;
    }

    @Bean(destroyMethod = "")
    StatusDuty statusDuty(KubernetesClient client, MeshProperties mesh, LeaderLease lease) {
        return new StatusDuty(mesh.controlPlaneNamespace(), NAME, lease::leads, new StatusWriter(client));
    }

    @Bean(destroyMethod = "")
    RuleFeed ruleFeed(
            KubernetesClient client,
            HostCertificates hostCertificates,
            Edge edge,
            StatusDuty statusDuty,
            EventRecorder eventRecorder) {
        return new RuleFeed(
                client,
                hostCertificates,
                heard -> {
                    edge.follow(heard.routes(), heard.targets());
                    statusDuty.hear(heard);
                },
                eventRecorder::record);
    }

    @Bean
    IngressLifecycle ingressLifecycle(
            Edge edge, RuleFeed ruleFeed, StatusDuty statusDuty, LeaderLease lease, IngressProperties settings) {
        return new IngressLifecycle(edge, ruleFeed, statusDuty, lease, settings);
    }

    /** Out of service until all rules, and their certificates, are known. */
    @Bean
    HealthIndicator rulesHealthIndicator(RuleFeed ruleFeed) {
        return () -> (ruleFeed.loaded() ? Health.up() : Health.outOfService()).build();
    }
}

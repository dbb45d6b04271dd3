package io.weft.destination.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.destination.feed.DutyListener;
import io.weft.destination.statuses.Statuses;
import io.weft.destination.told.ToldBoard;
import io.weft.destination.writes.Duty;
import io.weft.destination.writes.StatusWriter;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus.ToleratedField;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.service.cluster.LeaderLease;
import io.weft.service.cluster.LeaseTerms;
import io.weft.service.settings.MeshProperties;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the leader of the replicas writes to the cluster. A folder is written by its owner alone. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mesh.feed.kind", havingValue = "kubernetes")
class DutyBeans {
    private static final String STATUSES = "policy-controller-write";
    private static final String DEPLOYMENT = "linkerd-destination";

    /** A pod's name, and what tells this process from one before it in the same pod. */
    private final String replica =
            Objects.requireNonNullElse(System.getenv("HOSTNAME"), "destination") + "_" + UUID.randomUUID();

    @Bean
    ToldBoard toldBoard() {
        return new ToldBoard(Statuses.KINDS);
    }

    @Bean(destroyMethod = "")
    Duty statusDuty(
            ToldBoard board,
            KubernetesClient client,
            DestinationProperties properties,
            MeshProperties mesh,
            ObjectProvider<Feed> feed,
            MeterRegistry registry) {
        Statuses statuses = new Statuses(properties.serviceParentFallback());
        StatusWriter writer = new StatusWriter(client, Clock.systemUTC());
        return new Duty(
                wake -> lease(client, mesh, STATUSES, wake),
                () -> {
                    Function<ResourceId, List<String>> unknown = unknownFields(feed.getObject());
                    return writer.tasks(board.look(told -> statuses.differing(told, unknown))
                            .orElse(List.of()));
                },
                "resource.status.patch",
                registry);
    }

    @Bean
    FeedListener dutyListener(ToldBoard board, List<Duty> duties) {
        return new DutyListener(board, () -> duties.forEach(Duty::wake));
    }

    @Bean
    DutyLifecycle dutyLifecycle(List<Duty> duties) {
        return new DutyLifecycle(duties);
    }

    private LeaderLease lease(KubernetesClient client, MeshProperties mesh, String name, Runnable wake) {
        return new LeaderLease(
                client,
                new LeaderLease.Name(mesh.controlPlaneNamespace(), name, DEPLOYMENT),
                replica,
                LeaseTerms.USUAL,
                wake);
    }

    /** The feed names objects in words, by kind, namespace and name. */
    private static Function<ResourceId, List<String>> unknownFields(Feed feed) {
        List<ToleratedField> tolerated = feed.status().tolerated();
        return id -> tolerated.stream()
                .filter(each -> each.object().equals(id.toString()))
                .map(ToleratedField::field)
                .toList();
    }
}

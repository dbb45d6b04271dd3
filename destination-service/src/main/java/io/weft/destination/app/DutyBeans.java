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
import io.weft.service.settings.MeshProperties;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the leader of the replicas writes to the cluster. A folder is written by its owner alone. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mesh.feed.kind", havingValue = "kubernetes")
class DutyBeans {
    private static final String STATUSES = "policy-controller-write";

    @Bean
    Replica replica(KubernetesClient client, MeshProperties mesh) {
        return new Replica(client, mesh);
    }

    @Bean
    ToldBoard statusBoard() {
        return new ToldBoard(Statuses.KINDS);
    }

    @Bean(destroyMethod = "")
    Duty statusDuty(
            @Qualifier("statusBoard") ToldBoard board,
            Replica replica,
            KubernetesClient client,
            DestinationProperties properties,
            MeshProperties mesh,
            ObjectProvider<Feed> feed,
            MeterRegistry registry) {
        Statuses statuses = new Statuses(properties.serviceParentFallback(), mesh.networks());
        StatusWriter writer = new StatusWriter(client, Clock.systemUTC());
        return new Duty(
                wake -> replica.lease(STATUSES, wake),
                () -> {
                    Function<ResourceId, List<String>> unknown = unknownFields(feed.getObject());
                    return writer.tasks(board.look(told -> statuses.differing(told, unknown))
                            .orElse(List.of()));
                },
                "resource.status.patch",
                registry);
    }

    @Bean
    FeedListener statusListener(@Qualifier("statusBoard") ToldBoard board, @Qualifier("statusDuty") Duty duty) {
        return new DutyListener(board, duty::wake);
    }

    @Bean
    DutyLifecycle dutyLifecycle(List<Duty> duties) {
        return new DutyLifecycle(duties);
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

package io.weft.destination.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.destination.feed.DutyListener;
import io.weft.destination.slices.ExternalSlices;
import io.weft.destination.told.ToldBoard;
import io.weft.destination.writes.Duty;
import io.weft.destination.writes.SliceWriter;
import io.weft.kubernetes.feed.FeedListener;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** EndpointSlices of ExternalWorkloads, by the leader of the replicas. A folder has them already. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mesh.feed.kind", havingValue = "kubernetes")
class SliceDutyBeans {
    private static final String LEASE = "linkerd-destination-endpoint-write";

    @Bean
    ToldBoard sliceBoard() {
        return new ToldBoard(ExternalSlices::matters);
    }

    @Bean(destroyMethod = "")
    Duty sliceDuty(
            @Qualifier("sliceBoard") ToldBoard board,
            Replica replica,
            KubernetesClient client,
            MeterRegistry registry) {
        SliceWriter writer = new SliceWriter(client);
        return new Duty(
                wake -> replica.lease(LEASE, wake),
                () -> writer.tasks(board.look(ExternalSlices::differing).orElse(List.of())),
                "external.slices.write",
                registry);
    }

    @Bean
    FeedListener sliceListener(@Qualifier("sliceBoard") ToldBoard board, @Qualifier("sliceDuty") Duty duty) {
        return new DutyListener(board, duty::wake);
    }
}

package io.weft.destination.writes;

import static io.weft.destination.writes.WrittenCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.feed.DutyListener;
import io.weft.destination.slices.ExternalSlices;
import io.weft.destination.told.ToldBoard;
import io.weft.kubernetes.resource.Resource;
import io.weft.service.cluster.LeaderLease;
import io.weft.service.cluster.LeaseTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas of the service that write the slices of one ExternalWorkload. */
class SliceDutyTest {
    private final ExternalCluster cluster = new ExternalCluster();
    private final List<Replica> replicas = new ArrayList<>();

    @BeforeEach
    void makeService() {
        cluster.service("uid-1");
    }

    @AfterEach
    void close() {
        replicas.forEach(replica -> replica.duty.close());
        cluster.written.close();
    }

    @Test
    void thousandUnrelatedChangesWriteNothingAndReadNothing() {
        Replica replica = new Replica("first");
        await(() -> cluster.written.written().size() == 1);
        replica.hearsOfTheSlice();
        replica.looksAgain();
        int read = cluster.written.server.reads(ExternalCluster.SLICE);
        for (int i = 0; i < 1000; i++) {
            replica.listener.change(
                    Manifests.read(ExternalCluster.SERVICE
                            .replace("app: web", "app: other")
                            .replace("name: web", "name: other-" + i % 100)
                            .replace("port: 80", "port: " + (i + 1))),
                    List.of());
        }

        replica.looksAgain();
        assertThat(cluster.written.written()).hasSize(1);
        assertThat(cluster.written.server.reads(ExternalCluster.SLICE)).isEqualTo(read);
    }

    @Test
    void secondReplicaWritesNothingTwiceAndTakesOverWhenTheFirstStops() {
        Replica first = new Replica("first");
        await(() -> cluster.written.written().size() == 1);
        Replica second = new Replica("second"); // has not heard of the slice
        first.duty.close();
        await(() -> second.registry.get("leader").gauge().value() == 1);
        second.looksAgain();
        assertThat(cluster.written.written()).as("it is there already").hasSize(1);

        second.hearsOfTheSlice();
        second.listener.change(Manifests.read(ExternalCluster.workload(false)), List.of());
        await(() -> cluster.written.written().size() == 2);
        assertThat(ExternalCluster.read(cluster.live()).endpoints().getFirst().isReady())
                .isFalse();
    }

    /** A service's replica, as far as its duty goes. */
    private final class Replica {
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        final AtomicInteger looks = new AtomicInteger();
        final Duty duty;
        final DutyListener listener;

        Replica(String name) {
            KubernetesClient client = cluster.written.client();
            ToldBoard board = new ToldBoard(ExternalSlices::matters);
            SliceWriter writer = new SliceWriter(client);
            duty = new Duty(
                    wake -> new LeaderLease(
                            client,
                            new LeaderLease.Name("linkerd", "write", "destination"),
                            name,
                            LeaseTerms.USUAL,
                            wake),
                    () -> {
                        looks.incrementAndGet();
                        return writer.tasks(
                                board.look(ExternalSlices::differing).orElse(List.of()));
                    },
                    "external.slices.write",
                    registry);
            listener = new DutyListener(board, duty::wake);
            List<Resource> all = new ArrayList<>(Manifests.read(ExternalCluster.SERVICE));
            all.addAll(Manifests.read(ExternalCluster.workload(true)));
            listener.reset(all);
            replicas.add(this);
            duty.start();
        }

        void hearsOfTheSlice() {
            listener.apply(ExternalCluster.read(cluster.live()));
        }

        /** Waits until it has looked from beginning to end. */
        void looksAgain() {
            int before = looks.get();
            await(() -> {
                duty.wake();
                return looks.get() > before + 2;
            });
        }
    }
}

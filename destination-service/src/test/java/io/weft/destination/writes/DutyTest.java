package io.weft.destination.writes;

import static io.weft.destination.writes.WrittenCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.feed.DutyListener;
import io.weft.destination.statuses.Statuses;
import io.weft.destination.told.ToldBoard;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceReader;
import io.weft.service.cluster.LeaderLease;
import io.weft.service.cluster.LeaseTerms;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replicas of the service that write the statuses of one route. */
class DutyTest {
    private static final LeaseTerms SHORT =
            new LeaseTerms(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(50));
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}
            """;

    private final WrittenCluster cluster = new WrittenCluster();
    private final List<Replica> replicas = new ArrayList<>();

    @BeforeEach
    void makeRoute() {
        cluster.route("web", "{}");
    }

    @AfterEach
    void close() {
        replicas.forEach(replica -> replica.duty.close());
        cluster.close();
    }

    @Test
    void thousandUnrelatedChangesWriteNothing() {
        Replica replica = new Replica("first", LeaseTerms.USUAL);
        replica.toldEverything();
        await(() -> cluster.written().size() == 1);
        replica.hearsOfTheRoute();
        replica.looksAgain();
        int looked = replica.looks.get();
        int read = cluster.server.reads(WrittenCluster.ROUTES + "/web");
        for (int i = 0; i < 1000; i++) {
            replica.listener.change(
                    Manifests.read(SERVICE.replace("name: web", "name: web-" + i % 100)
                            .replace("port: 80", "port: " + (i + 1))),
                    List.of());
        }

        replica.looksAgain();
        assertThat(cluster.written()).hasSize(1);
        assertThat(cluster.server.reads(WrittenCluster.ROUTES + "/web")).isEqualTo(read);
        assertThat(replica.looks.get() - looked)
                .as("changes are looked at together")
                .isLessThan(500);
    }

    @Test
    void secondReplicaWritesNothingWhileTheFirstLeadsAndTakesOverWhenItStops() {
        Replica first = new Replica("first", LeaseTerms.USUAL);
        first.toldEverything();
        await(() -> cluster.written().size() == 1);
        Replica second = new Replica("second", LeaseTerms.USUAL);
        second.toldEverything();
        first.hearsOfTheRoute();
        second.hearsOfTheRoute();

        first.duty.close();
        first.loses("web");
        second.loses("web");
        await(() -> second.succeeded() == 1);
        assertThat(first.succeeded()).isEqualTo(1);
        assertThat(cluster.written()).hasSize(2);
        assertThat(cluster.written().getLast().body()).contains("NoMatchingParent");
    }

    @Test
    void secondReplicaTakesOverOnceTheLeaseOfADeadFirstIsOverAndWritesNothingTwice() {
        Replica first = new Replica("first", SHORT);
        first.toldEverything();
        await(() -> cluster.written().size() == 1);
        Replica second = new Replica("second", SHORT);
        second.toldEverything();
        cluster.server.refuse(write -> write.body().contains("\"first_\""));
        await(() -> second.registry.get("leader").gauge().value() == 1);
        assertThat(first.registry.get("leader").gauge().value()).isZero();

        second.looksAgain();
        assertThat(cluster.written()).as("the cluster says it all already").hasSize(1);
    }

    /** A service's replica, as far as its duty goes. */
    private final class Replica {
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        final AtomicInteger looks = new AtomicInteger();
        final Duty duty;
        final DutyListener listener;

        Replica(String name, LeaseTerms terms) {
            KubernetesClient client = cluster.client();
            ToldBoard board = new ToldBoard(Statuses.KINDS);
            Statuses statuses = new Statuses(true);
            StatusWriter writer = new StatusWriter(client, Clock.systemUTC());
            duty = new Duty(
                    wake -> new LeaderLease(
                            client, new LeaderLease.Name("linkerd", "write", "destination"), name + "_", terms, wake),
                    () -> {
                        looks.incrementAndGet();
                        return writer.tasks(board.look(told -> statuses.differing(told, id -> List.of()))
                                .orElse(List.of()));
                    },
                    "resource.status.patch",
                    registry);
            listener = new DutyListener(board, duty::wake);
            replicas.add(this);
            duty.start();
        }

        double succeeded() {
            return registry.counter("resource.status.patch.succeeded").count();
        }

        void toldEverything() {
            List<Resource> all = new ArrayList<>(Manifests.read(SERVICE));
            all.add(route());
            listener.reset(all);
        }

        void hearsOfTheRoute() {
            listener.apply(route());
        }

        void loses(String service) {
            listener.delete(Manifests.read(SERVICE.replace("name: web", "name: " + service))
                    .getFirst()
                    .id());
        }

        /** Waits until it has looked from beginning to end. */
        void looksAgain() {
            int before = looks.get();
            await(() -> {
                duty.wake();
                return looks.get() > before + 2;
            });
        }

        private Resource route() {
            JsonNode live = cluster.server.get(WrittenCluster.ROUTES + "/web").orElseThrow();
            return ((Reading.Known) new ResourceReader().read(live)).resource();
        }
    }
}

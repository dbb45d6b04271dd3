package io.weft.destination.index;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static io.weft.destination.cluster.SliceBuilder.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Watch;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.ServedPort;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Resource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeshIndexTest {
    private static final EndpointQuestion WEB =
            new EndpointQuestion(new ServiceId("shop", "web"), 80, Optional.empty());
    private static final InboundQuestion PORT = new InboundQuestion(WorkloadId.pod("shop", "web-1"), 8080);

    private final MeshIndex index = new MeshIndex(Settings.USUAL, Settings.into(new ArrayList<>()));

    @Test
    void orderOfArrivalMakesNoDifference() {
        List<Resource> objects = new ArrayList<>(Manifests.read(Manifests.GUARDED_WEB));
        objects.add(service("shop", "web").ip("10.96.0.1").port(80).build());
        objects.add(pod("shop", "web-1").label("app", "web").ip("10.42.0.1").build());
        objects.add(slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build());
        index.reset(objects);
        EndpointSnapshot endpoints = index.endpoints().ask(WEB);
        Optional<ServedPort> policy = index.inbound().ask(PORT);
        assertThat(((EndpointSnapshot.Present) endpoints).endpoints()).hasSize(1);
        assertThat(policy.orElseThrow().policy().authorizations()).hasSize(1);

        Random dice = new Random(7);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(objects, dice);
            MeshIndex other = new MeshIndex(Settings.USUAL, Settings.into(new ArrayList<>()));
            other.reset(List.of());
            try (Watch<EndpointSnapshot> watched = other.endpoints().watch(WEB);
                    Watch<Optional<ServedPort>> guarded = other.inbound().watch(PORT)) {
                objects.forEach(other::apply);
                assertThat(watched.latest().get()).as("%s", objects).isEqualTo(endpoints);
                assertThat(guarded.latest().get()).as("%s", objects).isEqualTo(policy);
            }
        }
    }

    @Test
    void everythingThatCameMayGoAgain() {
        List<Resource> objects = new ArrayList<>(Manifests.read(Manifests.GUARDED_WEB));
        objects.add(service("shop", "web").ip("10.96.0.1").port(80).build());
        objects.add(pod("shop", "web-1").label("app", "web").ip("10.42.0.1").build());
        objects.add(slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build());
        index.reset(objects);
        try (Watch<EndpointSnapshot> endpoints = index.endpoints().watch(WEB);
                Watch<Optional<ServedPort>> policy = index.inbound().watch(PORT)) {
            objects.forEach(object -> index.delete(object.id()));

            assertThat(endpoints.latest().get()).isEqualTo(new EndpointSnapshot.Absent());
            assertThat(policy.latest().get()).isEmpty();
        }
    }

    @Test
    void podBehindSeveralServicesReachesThemAll() {
        index.reset(List.of(
                service("shop", "web").port(80).build(),
                service("shop", "all").port(80).build(),
                slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build(),
                slice("shop", "all").port(8080).pod("web-1", "10.42.0.1").build()));
        EndpointQuestion all = new EndpointQuestion(new ServiceId("shop", "all"), 80, Optional.empty());
        try (Watch<EndpointSnapshot> one = index.endpoints().watch(WEB);
                Watch<EndpointSnapshot> other = index.endpoints().watch(all)) {
            index.apply(pod("shop", "web-1").ip("10.42.0.1").build());

            assertThat(present(one).endpoints()).containsOnlyKeys(at("10.42.0.1"));
            assertThat(present(other).endpoints()).containsOnlyKeys(at("10.42.0.1"));
        }
    }

    @Test
    void sliceThatMovesToAnotherServiceLeavesTheFirst() {
        EndpointSlice slice =
                slice("shop", "web").named("s").port(8080).address("192.0.2.1").build();
        index.reset(List.of(service("shop", "web").port(80).build(), slice));
        try (Watch<EndpointSnapshot> web = index.endpoints().watch(WEB)) {
            assertThat(present(web).endpoints()).hasSize(1);

            index.apply(slice("shop", "other")
                    .named("s")
                    .port(8080)
                    .address("192.0.2.1")
                    .build());
            assertThat(present(web).endpoints()).isEmpty();
        }
    }

    @Test
    void changeOfOneServiceWakesOnlyItsOwnReaders() {
        index.reset(List.of(
                service("shop", "web").port(80).build(),
                service("shop", "db").port(80).build()));
        EndpointQuestion db = new EndpointQuestion(new ServiceId("shop", "db"), 80, Optional.empty());
        List<EndpointSnapshot> heardOfWeb = new ArrayList<>();
        List<EndpointSnapshot> heardOfDb = new ArrayList<>();
        index.endpoints().watch(WEB).latest().subscribe(Runnable::run, heardOfWeb::add);
        index.endpoints().watch(db).latest().subscribe(Runnable::run, heardOfDb::add);

        index.apply(slice("shop", "web").port(8080).address("192.0.2.1").build());

        assertThat(heardOfWeb).hasSize(2);
        assertThat(heardOfDb).hasSize(1);
    }

    @Test
    void nothingIsKnownBeforeTheFirstReset() {
        index.apply(service("shop", "web").port(80).build());
        assertThat(index.loaded()).isFalse();

        index.reset(List.of());
        assertThat(index.loaded()).isTrue();
    }

    private static EndpointSnapshot.Present present(Watch<EndpointSnapshot> watch) {
        return (EndpointSnapshot.Present) watch.latest().get();
    }

    private static InetSocketAddress at(String ip) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), 8080);
    }
}

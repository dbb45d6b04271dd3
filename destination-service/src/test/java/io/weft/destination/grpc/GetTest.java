package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static io.weft.destination.cluster.SliceBuilder.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.net.TcpAddress;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Node;
import io.weft.kubernetes.resource.Service;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of endpoints. */
class GetTest {
    private static final String WEB = "web.shop.svc.cluster.local:80";
    private final Service web = service("shop", "web").ip("10.96.0.1").port(80).build();

    @Test
    void firstMessageHasEveryEndpointLaterOnesTheDifference() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                web,
                pod("shop", "web-1").ip("10.42.0.1").build(),
                pod("shop", "web-2").ip("10.42.0.2").build(),
                pod("shop", "web-3").ip("10.42.0.3").build(),
                slice("shop", "web")
                        .port(8080)
                        .pod("web-1", "10.42.0.1")
                        .pod("web-2", "10.42.0.2")
                        .build())) {
            var reader = get(mesh, WEB);
            assertThat(added(reader.next())).containsExactlyInAnyOrder("10.42.0.1", "10.42.0.2");

            mesh.apply(slice("shop", "web")
                    .port(8080)
                    .pod("web-2", "10.42.0.2")
                    .pod("web-3", "10.42.0.3")
                    .build());
            assertThat(added(reader.next())).containsExactly("10.42.0.3");
            assertThat(removed(reader.next())).containsExactly("10.42.0.1");
        }
    }

    @Test
    void setIsLabelledWithNamespaceAndService() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            assertThat(get(mesh, WEB).next().getAdd().getMetricLabelsMap())
                    .isEqualTo(Map.of("namespace", "shop", "service", "web"));
        }
    }

    @Test
    void serviceWithoutEndpointsIsSaidToExist() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = get(mesh, WEB);
            assertThat(reader.next().getNoEndpoints().getExists()).isTrue();

            mesh.apply(pod("shop", "web-1").ip("10.42.0.1").build())
                    .apply(slice("shop", "web")
                            .port(8080)
                            .pod("web-1", "10.42.0.1")
                            .build());
            assertThat(added(reader.next())).containsExactly("10.42.0.1");
        }
    }

    @Test
    void lastEndpointIsRemovedLikeAnyOther() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = get(mesh, WEB);
            reader.next();

            mesh.apply(slice("shop", "web")
                    .port(8080)
                    .notReady("web-1", "10.42.0.1")
                    .build());
            assertThat(removed(reader.next())).containsExactly("10.42.0.1");
            reader.staysQuiet();
        }
    }

    @Test
    void deletedServiceTakesItsEndpointsAlongAndMayComeBack() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = get(mesh, WEB);
            reader.next();

            mesh.delete(web);
            assertThat(removed(reader.next())).containsExactly("10.42.0.1");
            reader.staysQuiet();

            mesh.apply(web);
            assertThat(added(reader.next())).containsExactly("10.42.0.1");
        }
    }

    @Test
    void endpointThatChangesIsAddedAgain() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = get(mesh, WEB);
            assertThat(reader.next().getAdd().getAddrs(0).getMetricLabelsMap()).doesNotContainKey("deployment");

            mesh.apply(pod("shop", "web-1")
                    .ip("10.42.0.1")
                    .owner("Deployment", "web")
                    .build());
            WeightedAddr changed = reader.next().getAdd().getAddrs(0);
            assertThat(changed.getMetricLabelsMap()).containsEntry("deployment", "web");
        }
    }

    @Test
    void changeThatClientsCannotSeeSaysNothing() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = get(mesh, WEB);
            reader.next();

            mesh.apply(pod("shop", "web-1").ip("10.42.0.1").label("note", "new").build());
            reader.staysQuiet();
        }
    }

    @Test
    void endpointWhosePodIsNotKnownYetWaitsForIt() throws Exception {
        EndpointSlice early =
                slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build();
        try (TestMesh mesh = TestMesh.of(web, early)) {
            var reader = get(mesh, WEB);
            assertThat(reader.next().getNoEndpoints().getExists()).isTrue();

            mesh.apply(pod("shop", "web-1").ip("10.42.0.1").build());
            assertThat(reader.next().getAdd().getAddrs(0).hasTlsIdentity()).isTrue();
        }
    }

    @Test
    void clientLearnsWhatIsInItsZoneAndIsSentThereOnceHintsSaySo() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                service("shop", "web").port(80).build(),
                pod("shop", "web-1").ip("10.42.0.1").node("n1").build(),
                pod("shop", "web-2").ip("10.42.0.2").node("n2").build(),
                slice("shop", "web")
                        .port(8080)
                        .pod("web-1", "10.42.0.1")
                        .pod("web-2", "10.42.0.2")
                        .build())) {
            var reader = get(mesh, WEB, "{\"nodeName\":\"n2\"}");
            assertThat(localities(reader.next())).containsExactly("unknown", "unknown");

            mesh.apply(node("n2", "west"));
            assertThat(localities(reader.next())).containsExactly("local");
            mesh.apply(node("n1", "east"));
            assertThat(localities(reader.next())).containsExactly("remote");

            mesh.apply(slice("shop", "web")
                    .port(8080)
                    .pod("web-1", "10.42.0.1")
                    .hintedFor("east")
                    .pod("web-2", "10.42.0.2")
                    .hintedFor("west")
                    .build());
            assertThat(removed(reader.next())).containsExactly("10.42.0.1");
        }
    }

    private static Node node(String name, String zone) {
        return new Node(Metadata.of("", name), Optional.of(zone));
    }

    private static List<String> localities(Update update) {
        return update.getAdd().getAddrsList().stream()
                .map(replica -> replica.getMetricLabelsOrThrow("zone_locality"))
                .toList();
    }

    @Test
    void nodeLocalServiceShowsOnlyTheClientsNode() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                service("shop", "web").port(80).nodeLocal().build(),
                pod("shop", "web-1").ip("10.42.0.1").node("n1").build(),
                pod("shop", "web-2").ip("10.42.0.2").node("n2").build(),
                slice("shop", "web")
                        .port(8080)
                        .pod("web-1", "10.42.0.1")
                        .pod("web-2", "10.42.0.2")
                        .build())) {
            assertThat(added(get(mesh, WEB, "{\"nodeName\":\"n2\"}\n").next())).containsExactly("10.42.0.2");
            assertThat(get(mesh, WEB, "").next().getNoEndpoints().getExists()).isTrue();
        }
    }

    @Test
    void serviceThatBecomesNodeLocalWithdrawsTheOthers() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                web,
                pod("shop", "web-1").ip("10.42.0.1").node("n1").build(),
                slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build())) {
            var reader = get(mesh, WEB, "{\"nodeName\":\"n2\"}");
            reader.next();

            mesh.apply(
                    service("shop", "web").ip("10.96.0.1").port(80).nodeLocal().build());
            assertThat(removed(reader.next())).containsExactly("10.42.0.1");
        }
    }

    @Test
    void unknownServiceIsNotFound() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            assertThat(get(mesh, WEB).end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void externalNameHasNoEndpoints() throws Exception {
        try (TestMesh mesh =
                TestMesh.of(service("shop", "web").port(80).externalName().build())) {
            assertThat(get(mesh, WEB).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.96.0.1:80", "example.com:80", "web.shop:80", "web.shop.svc.cluster.local:0", "", "a b:80"})
    void anythingButAServiceIsRefused(String path) throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            assertThat(get(mesh, path).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            mesh.apply(web);
            assertThat(get(mesh, WEB).end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void relistForgetsWhatWasDeletedMeanwhile() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = get(mesh, WEB);
            reader.next();

            mesh.index.reset(List.of(web));
            assertThat(removed(reader.next())).containsExactly("10.42.0.1");
        }
    }

    @Test
    void readerThatFallsAHundredUpdatesBehindIsSentAwayAndCounted() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var slow = Reader.slow(DestinationGrpc.newStub(mesh.channel)::get, request(WEB, ""), 1);
            assertThat(added(slow.next())).containsExactly("10.42.0.1");
            var quick = get(mesh, WEB);
            quick.next();
            Counter overflows = mesh.registry.counter("endpoint.updates.queue.overflow", "service", "shop/web");
            for (int i = 0; overflows.count() == 0; i++) {
                assertThat(i).as("changes made").isLessThan(10 * QueuedStreams.LIMIT);
                mesh.apply(pod("shop", "web-1")
                        .ip("10.42.0.1")
                        .owner("Deployment", "web-" + i)
                        .build());
                quick.next(); // the other reader and the index go on meanwhile
            }

            slow.request(1_000);
            assertThat(slow.end()).isEqualTo(Status.OK);
            assertThat(mesh.registry
                            .counter("endpoint.updates.queue.overflow", "service", "shop/web")
                            .count())
                    .isEqualTo(1);
            quick.staysQuiet();
        }
    }

    @Test
    void streamsEndWithOkWhenTheServiceStops() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = get(mesh, WEB);
            reader.next();

            mesh.queued.endAll();
            assertThat(reader.end()).isEqualTo(Status.OK);
            assertThat(get(mesh, WEB).end()).isEqualTo(Status.OK);
        }
    }

    @Test
    void questionIsForgottenWhenNobodyAsksItAnyMore() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var one = get(mesh, WEB);
            var two = get(mesh, WEB);
            one.next();
            two.next();
            assertThat(mesh.index.endpoints().size()).isEqualTo(1);
            assertThat(mesh.index.endpoints().asked().getFirst().readers()).isEqualTo(2);

            one.cancel();
            two.cancel();
            Await.until(() -> mesh.index.endpoints().size() == 0);
        }
    }

    private TestMesh meshWithOnePod() {
        return TestMesh.of(
                web,
                pod("shop", "web-1").ip("10.42.0.1").build(),
                slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build());
    }

    private static Reader<GetDestination, Update> get(TestMesh mesh, String path) {
        return get(mesh, path, "");
    }

    private static Reader<GetDestination, Update> get(TestMesh mesh, String path, String context) {
        return Reader.of(DestinationGrpc.newStub(mesh.channel)::get, request(path, context));
    }

    private static GetDestination request(String path, String context) {
        return GetDestination.newBuilder()
                .setPath(path)
                .setContextToken(context)
                .build();
    }

    private static List<String> added(Update update) {
        return update.getAdd().getAddrsList().stream()
                .map(WeightedAddr::getAddr)
                .map(GetTest::address)
                .toList();
    }

    private static List<String> removed(Update update) {
        return update.getRemove().getAddrsList().stream().map(GetTest::address).toList();
    }

    private static String address(TcpAddress address) {
        return NetTranslator.toAddress(address)
                .map(InetSocketAddress::getAddress)
                .orElseThrow()
                .getHostAddress();
    }
}

package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static io.weft.destination.cluster.SliceBuilder.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.Update;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.index.MeshIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What thousands of streams are told costs what one is told: the same objects. */
class EndpointUpdatesTest {
    private static final EndpointQuestion WEB =
            new EndpointQuestion(new ServiceId("shop", "web"), 80, Optional.empty());

    private final MeshIndex index = new MeshIndex(Settings.USUAL, Settings.none());
    private final SharedUpdates shared = new SharedUpdates(new EndpointTranslator(TestMesh.API.meshedHttp2()));
    private final EndpointUpdates east = client("n1");
    private final EndpointUpdates eastToo = client("n2");
    private final EndpointUpdates west = client("n3");

    EndpointUpdatesTest() {
        Manifests.read("""
                {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/zone: east}}}
                ---
                {apiVersion: v1, kind: Node, metadata: {name: n2, labels: {topology.kubernetes.io/zone: east}}}
                ---
                {apiVersion: v1, kind: Node, metadata: {name: n3, labels: {topology.kubernetes.io/zone: west}}}
                """).forEach(index::apply);
        index.apply(service("shop", "web").ip("10.96.0.1").port(80).build());
        index.apply(pod("shop", "web-1").ip("10.42.0.1").build());
        index.apply(pod("shop", "web-2").ip("10.42.0.2").build());
        index.apply(slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build());
    }

    @Test
    void clientsOfAZoneAreToldTheSameMessages() {
        EndpointSnapshot one = index.endpoints().ask(WEB);
        List<EncodedUpdate> first = east.translate(one);
        assertThat(eastToo.translate(one)).isSameAs(first);
        west.translate(one);

        index.apply(slice("shop", "web")
                .port(8080)
                .pod("web-1", "10.42.0.1")
                .pod("web-2", "10.42.0.2")
                .build());
        EndpointSnapshot two = index.endpoints().ask(WEB);
        List<EncodedUpdate> next = east.translate(two);
        assertThat(read(next.getFirst()).getAdd().getAddrsCount()).isEqualTo(1);
        assertThat(eastToo.translate(two)).isSameAs(next);
        assertThat(west.translate(two)).isNotSameAs(next);
    }

    @Test
    void clientThatSkippedASnapshotIsToldTheWholeDifference() {
        EndpointSnapshot one = index.endpoints().ask(WEB);
        east.translate(one);
        eastToo.translate(one);
        index.apply(slice("shop", "web").port(8080).pod("web-2", "10.42.0.2").build());
        east.translate(index.endpoints().ask(WEB));
        index.apply(slice("shop", "web").port(8080).build());
        EndpointSnapshot last = index.endpoints().ask(WEB);

        assertThat(eastToo.translate(last))
                .hasSize(1)
                .first()
                .satisfies(update ->
                        assertThat(read(update).getRemove().getAddrsCount()).isEqualTo(1));
        assertThat(east.translate(last)).hasSize(1);
    }

    @Test
    void clientsWhoseNodesNobodyKnowsSeeOneViewTogether() {
        EndpointSnapshot.Present snapshot =
                (EndpointSnapshot.Present) index.endpoints().ask(WEB);

        assertThat(snapshot.seenFrom(Optional.of("made-up-1"))).isSameAs(snapshot.seenFrom(Optional.of("made-up-2")));
        assertThat(snapshot.seenFrom(Optional.of("n1"))).isNotSameAs(snapshot.seenFrom(Optional.empty()));
    }

    private static Update read(EncodedUpdate update) {
        try {
            return Update.parseFrom(update.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EndpointUpdates client(String node) {
        return new EndpointUpdates(Optional.of(node), shared);
    }
}

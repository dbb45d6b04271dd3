package io.weft.kubernetes.feed;

import static io.weft.kubernetes.feed.Manifests.pod;
import static io.weft.kubernetes.feed.Manifests.policy;
import static io.weft.kubernetes.feed.Manifests.refusedServer;
import static io.weft.kubernetes.feed.Manifests.server;
import static io.weft.kubernetes.feed.Manifests.service;
import static io.weft.kubernetes.feed.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.EgressNetwork;
import io.weft.kubernetes.resource.Node;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Server;
import io.weft.kubernetes.resource.Service;
import io.weft.kubernetes.resource.TrafficSplit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same of every feed, whatever stands behind it. */
public abstract class FeedScenarios {
    protected final Recorder recorder = new Recorder();
    private Source source;
    protected Feed feed;

    /** What a feed reads, and what may befall it. */
    public interface Source extends AutoCloseable {
        Feed newFeed();

        /** One document, new or in the place of an earlier one of that name. */
        void apply(String document);

        void delete(String kind, String namespace, String name);

        void goAway();

        void comeBack();

        @Override
        void close();
    }

    protected abstract Source newSource() throws Exception;

    @BeforeEach
    void open() throws Exception {
        source = newSource();
        feed = source.newFeed();
    }

    @AfterEach
    void end() {
        feed.close();
        source.close();
    }

    private void start() {
        feed.start(recorder);
        eventually("the first state", () -> feed.status().loaded());
    }

    /** What was written by hand: without what a feed or a cluster adds. */
    private List<String> standing() {
        return recorder.standing().stream()
                .filter(id -> !id.startsWith("EndpointSlice") && (id.contains(" shop/") || id.contains(" bank/")))
                .toList();
    }

    private void eventuallyStanding(String... ids) {
        eventually(List.of(ids) + " to stand", () -> standing().equals(List.of(ids)));
    }

    @Test
    void whatIsThereAtTheStartComesAtOnceAndAsOne() {
        source.apply(server("shop", "web"));
        source.apply(policy("shop", "web"));
        source.apply(service("shop", "web", "selector: {app: web}, ports: [{port: 80}]"));
        start();

        assertThat(recorder.drain()).containsExactly("reset");
        assertThat(standing()).containsExactly("Server shop/web", "AuthorizationPolicy shop/web", "Service shop/web");
    }

    @Test
    void anObjectThatComesChangesAndGoesIsFollowed() {
        start();
        source.apply(server("shop", "web", "deny"));
        eventuallyStanding("Server shop/web");

        source.apply(server("shop", "web", "audit"));
        eventually(
                "the change",
                () -> recorder.find(Server.class, "shop", "web")
                        .filter(server -> server.accessPolicy() == AccessPolicy.AUDIT)
                        .isPresent());

        source.delete("Server", "shop", "web");
        eventuallyStanding();
    }

    @Test
    void objectsAreCountedByKindAsTheyComeChangeAndGo() {
        source.apply(server("shop", "web", "deny"));
        source.apply(server("bank", "web", "deny"));
        start();
        assertThat(feed.status().known()).containsEntry(ResourceKind.SERVER, 2).doesNotContainKey(ResourceKind.POD);

        source.apply(server("shop", "web", "audit"));
        source.delete("Server", "bank", "web");
        eventuallyStanding("Server shop/web");
        eventually("one to be counted", () -> feed.status().known().getOrDefault(ResourceKind.SERVER, 0) == 1);
    }

    @Test
    void aTrafficSplitIsFollowed() {
        source.apply(Manifests.split("shop", "canary", 90, 10));
        start();
        assertThat(weights()).containsExactly(900_000L, 100_000L);

        source.apply(Manifests.split("shop", "canary", 100, 0));
        eventually("the change", () -> weights().equals(List.of(1_000_000L, 0L)));

        source.delete("TrafficSplit", "shop", "canary");
        eventuallyStanding();
    }

    @Test
    void egressNetworksAndRoutesOfConnectionsAreFollowed() {
        source.apply(Manifests.route("gateway.networking.k8s.io/v1alpha2", "TLSRoute", "shop", "web"));
        start();
        source.apply(Manifests.route("gateway.networking.k8s.io/v1alpha2", "TCPRoute", "shop", "web"));
        source.apply(Manifests.egressNetwork("shop", "all", "Allow"));
        eventuallyStanding("EgressNetwork shop/all", "TLSRoute shop/web", "TCPRoute shop/web");

        source.apply(Manifests.egressNetwork("shop", "all", "Deny"));
        eventually(
                "the change",
                () -> recorder.find(EgressNetwork.class, "shop", "all")
                        .filter(network -> network.trafficPolicy() == EgressNetwork.TrafficPolicy.DENY)
                        .isPresent());

        source.delete("TLSRoute", "shop", "web");
        source.delete("TCPRoute", "shop", "web");
        source.delete("EgressNetwork", "shop", "all");
        eventuallyStanding();
    }

    @Test
    void routesOfBothGroupsAreFollowedSideBySide() {
        source.apply(Manifests.route("policy.linkerd.io/v1beta3", "HTTPRoute", "shop", "policy"));
        start();
        source.apply(Manifests.route("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "web"));
        source.apply(Manifests.route("gateway.networking.k8s.io/v1", "GRPCRoute", "shop", "web"));
        eventuallyStanding("HTTPRoute shop/policy", "HTTPRoute shop/web", "GRPCRoute shop/web");

        source.delete("HTTPRoute", "shop", "policy");
        eventuallyStanding("HTTPRoute shop/web", "GRPCRoute shop/web");
    }

    private List<Long> weights() {
        return recorder.find(TrafficSplit.class, "shop", "canary").stream()
                .flatMap(split -> split.backends().stream())
                .map(TrafficSplit.Backend::weight)
                .toList();
    }

    @Test
    void servicesHaveAddressesAndPodsAreReadWhole() {
        source.apply(service("shop", "web", "selector: {app: web}, ports: [{port: 80}]"));
        source.apply(pod("shop", "web-1", "web", "10.1.2.3", true));
        start();

        assertThat(recorder.find(Service.class, "shop", "web").orElseThrow().clusterIps())
                .hasSizeGreaterThanOrEqualTo(1);
        assertThat(recorder.find(Pod.class, "shop", "web-1").orElseThrow())
                .extracting(Pod::podIps, Pod::ready, Pod::phase)
                .containsExactly(List.of("10.1.2.3"), true, Pod.Phase.RUNNING);
    }

    @Test
    void aNodeBelongsToNoNamespaceAndHasAZone() {
        source.apply(Manifests.node("n1", "east"));
        start();
        assertThat(recorder.find(Node.class, "", "n1").orElseThrow().zone()).contains("east");

        source.delete("Node", "", "n1");
        eventually("the node to go", () -> recorder.find(Node.class, "", "n1").isEmpty());
    }

    @Test
    void aPolicyThatCannotBeReadKeepsItsLastGoodVersion() {
        source.apply(server("shop", "web"));
        start();
        recorder.drain();
        source.apply(refusedServer("shop", "web"));
        eventually("the refusal", () -> !feed.status().refused().isEmpty());

        assertThat(recorder.drain()).isEmpty();
        assertThat(feed.status().refused().getFirst().field()).isEqualTo("spec.port");

        source.apply(server("shop", "web"));
        eventually("the mending", () -> feed.status().refused().isEmpty());
        assertThat(recorder.drain()).isEmpty();
    }

    @Test
    void aPolicyThatNeverCouldBeReadDeniesItsNamespaceUntilItCan() {
        source.apply(refusedServer("shop", "web"));
        start();
        assertThat(standing()).containsExactly("PolicyQuarantine shop/unreadable-policy");

        source.apply(server("shop", "web"));
        eventuallyStanding("Server shop/web");
        assertThat(recorder.drain())
                .as("the Server stands before the quarantine is lifted")
                .containsExactly("reset", "apply Server shop/web", "delete PolicyQuarantine shop/unreadable-policy");
    }

    @Test
    void aPolicyThatNeverCouldBeReadLeavesWithItsQuarantine() {
        source.apply(refusedServer("shop", "web"));
        source.apply(server("bank", "web"));
        start();
        source.delete("Server", "shop", "web");

        eventuallyStanding("Server bank/web");
    }

    @Test
    void whileTheSourceIsAwayTheLastStateStandsAndHasAnAge() {
        source.apply(server("shop", "web"));
        source.apply(server("shop", "old"));
        start();
        source.goAway();
        eventually("its absence", () -> feed.status().away().isPresent());
        recorder.drain();
        assertThat(feed.status().loaded()).isTrue();
        assertThat(feed.status().away().orElseThrow().age()).isPositive();
        assertThat(standing()).containsExactly("Server shop/old", "Server shop/web");

        source.comeBack();
        source.apply(server("shop", "new"));
        source.delete("Server", "shop", "old");
        eventuallyStanding("Server shop/new", "Server shop/web");
        eventually("its return", () -> feed.status().away().isEmpty());
        assertThat(recorder.drain()).doesNotContain("reset", "delete Server shop/web");
    }
}

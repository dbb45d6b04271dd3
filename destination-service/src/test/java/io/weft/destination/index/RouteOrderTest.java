package io.weft.destination.index;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.answers.Watch;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.OutboundQuestion;
import io.weft.destination.policy.OutboundSnapshot;
import io.weft.destination.policy.ServedPort;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.destination.profiles.ProfileSnapshot;
import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Open questions about routes and splits end with the same answers, whatever came first. */
class RouteOrderTest {
    private static final InetAddress WEB = InetAddress.ofLiteral("10.96.0.1");
    private static final OutboundQuestion OUTBOUND = new OutboundQuestion.ByAddress(WEB, 80, "till");
    private static final ProfileQuestion PROFILE = new ProfileQuestion.ByAddress(WEB, 80, Optional.of("till"));
    private static final InboundQuestion INBOUND = new InboundQuestion(WorkloadId.pod("shop", "web-1"), 8080);
    private static final String OBJECTS = """
            apiVersion: split.smi-spec.io/v1alpha2
            kind: TrafficSplit
            metadata: {namespace: shop, name: canary}
            spec: {service: web, backends: [{service: web-2, weight: 1}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {namespace: shop, name: hidden}
            spec: {parentRefs: [{name: web}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {namespace: shop, name: web}
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: HTTPRoute
            metadata: {namespace: shop, name: producer}
            spec:
              parentRefs: [{group: core, kind: Service, name: web}, {kind: Server, name: web}]
              rules: [{backendRefs: [{name: web-2, namespace: bank, port: 80}]}]
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: HTTPRoute
            metadata: {namespace: till, name: consumer}
            spec: {parentRefs: [{group: core, kind: Service, name: web, namespace: shop}]}
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: web}
            spec: {podSelector: {}, port: 8080}
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: HTTPLocalRateLimitPolicy
            metadata: {namespace: shop, name: calm}
            spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: web}, total: {requestsPerSecond: 1}}
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {namespace: shop, name: readers}
            spec:
              targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: producer}
              requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
            """;

    private static List<Resource> objects() {
        List<Resource> objects = new ArrayList<>(Manifests.read(OBJECTS));
        objects.add(service("shop", "web").ip("10.96.0.1").port(80).build());
        objects.add(service("shop", "web-2").ip("10.96.0.2").port(80).build());
        objects.add(service("bank", "web-2").ip("10.96.0.3").port(80).build());
        objects.add(pod("shop", "web-1").ip("10.42.0.1").build());
        return objects;
    }

    @Test
    void answersDoNotDependOnTheOrder() {
        List<Resource> objects = objects();
        MeshIndex whole = empty();
        whole.reset(objects);
        OutboundSnapshot outbound = whole.outbound().ask(OUTBOUND);
        assertThat(((OutboundSnapshot.Routed) outbound).requests())
                .extracting(route -> route.ref().name())
                .containsExactly("consumer", "producer");
        ServedPort inbound = whole.inbound().ask(INBOUND).orElseThrow();
        assertThat(inbound.routes().getFirst().authorizations()).hasSize(1);
        assertThat(inbound.limit()).isPresent();

        Random dice = new Random(7);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(objects, dice);
            MeshIndex other = empty();
            try (Watch<OutboundSnapshot> sent = other.outbound().watch(OUTBOUND);
                    Watch<ProfileSnapshot> profiled = other.profiles().watch(PROFILE);
                    Watch<Optional<ServedPort>> served = other.inbound().watch(INBOUND)) {
                objects.forEach(other::apply);
                assertThat(sent.latest().get()).as("%s", objects).isEqualTo(outbound);
                assertThat(profiled.latest().get())
                        .as("%s", objects)
                        .isEqualTo(whole.profiles().ask(PROFILE));
                assertThat(served.latest().get()).as("%s", objects).contains(inbound);
            }
        }
    }

    @Test
    void everythingThatCameMayGoAgainInAnyOrder() {
        List<Resource> objects = objects();
        Random dice = new Random(11);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(objects, dice);
            MeshIndex index = empty();
            index.reset(objects);
            try (Watch<OutboundSnapshot> sent = index.outbound().watch(OUTBOUND);
                    Watch<ProfileSnapshot> profiled = index.profiles().watch(PROFILE);
                    Watch<Optional<ServedPort>> served = index.inbound().watch(INBOUND)) {
                for (int gone = 0; gone < objects.size(); gone++) {
                    index.delete(objects.get(gone).id());
                    MeshIndex rebuilt = empty();
                    rebuilt.reset(objects.subList(gone + 1, objects.size()));
                    assertThat(sent.latest().get()).isEqualTo(rebuilt.outbound().ask(OUTBOUND));
                    assertThat(profiled.latest().get())
                            .isEqualTo(rebuilt.profiles().ask(PROFILE));
                    assertThat(served.latest().get())
                            .isEqualTo(rebuilt.inbound().ask(INBOUND));
                }
            }
        }
    }

    @Test
    void whatTheMeshReportsOfARouteChangesNoAnswer() {
        MeshIndex index = empty();
        index.reset(objects());
        Optional<ServedPort> before = index.inbound().ask(INBOUND);

        Route producer = objects().stream()
                .filter(Route.class::isInstance)
                .map(Route.class::cast)
                .filter(route -> route.metadata().name().equals("producer"))
                .findFirst()
                .orElseThrow();
        index.apply(new Route(
                producer.metadata(),
                producer.kind(),
                producer.parents(),
                producer.hostnames(),
                producer.rules(),
                producer.retries(),
                producer.timeouts(),
                List.of(new ParentStatus(producer.parents().getFirst(), List.of()))));

        assertThat(index.inbound().ask(INBOUND)).isEqualTo(before);
    }

    private static MeshIndex empty() {
        MeshIndex index = new MeshIndex(Settings.USUAL, Settings.into(new ArrayList<>()));
        index.reset(List.of());
        return index;
    }
}

package io.weft.kubernetes.feed.folder;

import static io.weft.kubernetes.feed.Manifests.join;
import static io.weft.kubernetes.feed.Manifests.pod;
import static io.weft.kubernetes.feed.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.Endpoint;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Protocol;
import io.weft.kubernetes.resource.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the feed adds: EndpointSlices and addresses of Services. */
class FolderWiringTest {
    private static final String WEB =
            "clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]";

    private final FolderFixture feed = new FolderFixture();
    private final FakeFolder folder = feed.folder;

    private Service told(String namespace, String name) {
        return feed.recorder.find(Service.class, namespace, name).orElseThrow();
    }

    private List<EndpointSlice> slices() {
        return feed.recorder.all(EndpointSlice.class);
    }

    @Nested
    class Slices {
        @Test
        void onePerPodAndSelectingService() {
            folder.write("a.yaml", join(service("shop", "web", WEB), pod("shop", "web-1", "web", "10.42.0.1", true)));
            feed.settle();

            assertThat(slices())
                    .containsExactly(new EndpointSlice(
                            Metadata.of("shop", "web:Pod:web-1")
                                    .withLabels(Map.of(
                                            "kubernetes.io/service-name", "web",
                                            "endpointslice.kubernetes.io/managed-by", "weft-folder-feed")),
                            Optional.of("web"),
                            EndpointSlice.AddressType.IPV4,
                            List.of(new Endpoint(
                                    List.of("10.42.0.1"),
                                    Optional.of(true),
                                    Optional.empty(),
                                    Optional.of("host"),
                                    Optional.empty(),
                                    Optional.of(new TargetRef("Pod", "shop", "web-1")),
                                    List.of())),
                            List.of(new EndpointSlice.Port(
                                    "http", Optional.of(8080), Protocol.TCP, Optional.empty()))));
        }

        @Test
        void readinessFollowsThePod() {
            folder.write("s.yaml", service("shop", "web", WEB));
            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", false));
            feed.settle();
            assertThat(slices()).flatMap(EndpointSlice::endpoints).noneMatch(Endpoint::isReady);
            feed.recorder.drain();

            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", true));
            feed.settle();
            assertThat(slices()).flatMap(EndpointSlice::endpoints).allMatch(Endpoint::isReady);
            assertThat(feed.recorder.drain())
                    .containsExactly("apply Pod shop/web-1", "apply EndpointSlice shop/web:Pod:web-1");
        }

        @Test
        void aServiceMayPublishWhatIsNotReady() {
            folder.write("s.yaml", service("shop", "web", WEB + ", publishNotReadyAddresses: true"));
            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", false));
            feed.settle();

            assertThat(slices())
                    .flatMap(EndpointSlice::endpoints)
                    .singleElement()
                    .matches(Endpoint::isReady);
        }

        @Test
        void theyGoWithTheirPodAndWithTheirService() {
            folder.write("s.yaml", service("shop", "web", WEB));
            folder.write("t.yaml", service("shop", "too", WEB));
            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", true));
            folder.write("q.yaml", pod("shop", "web-2", "web", "10.42.0.2", true));
            feed.settle();
            assertThat(slices()).hasSize(4);

            folder.delete("q.yaml");
            feed.forget();
            assertThat(slices())
                    .extracting(slice -> slice.metadata().name())
                    .containsExactly("too:Pod:web-1", "web:Pod:web-1");

            folder.delete("t.yaml");
            feed.forget();
            assertThat(slices()).extracting(slice -> slice.metadata().name()).containsExactly("web:Pod:web-1");
        }

        @Test
        void labelsAndSelectorsMayChange() {
            folder.write("s.yaml", service("shop", "web", WEB));
            folder.write("p.yaml", pod("shop", "web-1", "db", "10.42.0.1", true));
            feed.settle();
            assertThat(slices()).isEmpty();

            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", true));
            feed.settle();
            assertThat(slices()).hasSize(1);

            folder.write("s.yaml", service("shop", "web", WEB.replace("app: web", "app: db")));
            feed.settle();
            assertThat(slices()).isEmpty();
        }

        @Test
        void everyLabelOfTheSelectorCountsAndTheNamespaceToo() {
            folder.write("s.yaml", service("shop", "web", "clusterIP: None, selector: {app: web, tier: front}"));
            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", true));
            folder.write("q.yaml", pod("shop", "web-2", "web, tier: front", "10.42.0.2", true));
            folder.write("r.yaml", pod("bank", "web-3", "web, tier: front", "10.42.0.3", true));
            feed.settle();

            assertThat(slices()).extracting(slice -> slice.metadata().name()).containsExactly("web:Pod:web-2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"clusterIP: None", "type: ExternalName, externalName: a.b, selector: {app: web}"})
        void aServiceWithoutASelectorOrAProxyForAnotherNameHasNone(String spec) {
            folder.write("a.yaml", join(service("shop", "web", spec), pod("shop", "web-1", "web", "10.42.0.1", true)));
            feed.settle();

            assertThat(slices()).isEmpty();
        }

        @Test
        void aPodThatEndedOrHasNoAddressHasNone() {
            String ended = pod("shop", "web-1", "web", "10.42.0.1", true).replace("Running", "Succeeded");
            String young = pod("shop", "web-2", "web", "''", false);
            folder.write("a.yaml", join(service("shop", "web", WEB), ended, young));
            feed.settle();

            assertThat(feed.standing()).contains("Pod shop/web-1", "Pod shop/web-2");
            assertThat(slices()).isEmpty();
        }

        @Test
        void targetPortsAreNumbersOrNamesOfPortsOfTheSameProtocol() {
            String ports =
                    "clusterIP: None, selector: {app: web}, ports: [{name: a, port: 1}, {name: b, port: 2, targetPort: 22},"
                            + " {name: c, port: 3, targetPort: http, appProtocol: http}, {name: d, port: 4, targetPort: none},"
                            + " {name: e, port: 5, targetPort: http, protocol: UDP}]";
            folder.write("a.yaml", join(service("shop", "web", ports), pod("shop", "web-1", "web", "10.42.0.1", true)));
            feed.settle();

            assertThat(slices().getFirst().ports())
                    .containsExactly(
                            new EndpointSlice.Port("a", Optional.of(1), Protocol.TCP, Optional.empty()),
                            new EndpointSlice.Port("b", Optional.of(22), Protocol.TCP, Optional.empty()),
                            new EndpointSlice.Port("c", Optional.of(8080), Protocol.TCP, Optional.of("http")));
        }

        @Test
        void aPodOfAHeadlessServicesSubdomainHasItsHostname() {
            String stateful = pod("shop", "web-0", "web", "10.42.0.1", true)
                    .replace("nodeName: host", "hostname: web-0\n  subdomain: web");
            folder.write("a.yaml", join(service("shop", "web", WEB), service("shop", "too", WEB), stateful));
            feed.settle();

            assertThat(slices())
                    .extracting(slice -> slice.endpoints().getFirst().hostname())
                    .containsExactly(Optional.empty(), Optional.of("web-0"));
        }

        @Test
        void thoseWrittenByHandAreKeptToo() {
            folder.write("e.yaml", """
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {namespace: shop, name: web-hand, labels: {kubernetes.io/service-name: web}}
                    addressType: IPv4
                    endpoints: [{addresses: [192.168.0.1]}]
                    """);
            folder.write("a.yaml", join(service("shop", "web", WEB), pod("shop", "web-1", "web", "10.42.0.1", true)));
            feed.settle();

            assertThat(slices())
                    .extracting(slice -> slice.metadata().name())
                    .containsExactly("web-hand", "web:Pod:web-1");
        }

        @Test
        void anExternalWorkloadIsAnEndpointToo() {
            folder.write("w.yaml", """
                    apiVersion: workload.linkerd.io/v1beta1
                    kind: ExternalWorkload
                    metadata: {namespace: shop, name: vm, labels: {app: web}}
                    spec:
                      meshTLS: {identity: "spiffe://td/vm", serverName: vm.td}
                      ports: [{name: http, port: 8081}, {port: 22}]
                      workloadIPs: [{ip: 192.168.0.9}]
                    status: {conditions: [{type: Ready, status: "True"}]}
                    """);
            folder.write("a.yaml", service("shop", "web", WEB));
            folder.write(
                    "b.yaml",
                    service("shop", "ssh", "selector: {app: web}, ports: [{name: a, port: 22}, {name: b, port: 23}]"));
            feed.settle();

            assertThat(slices()).hasSize(2);
            EndpointSlice web = slices().getLast();
            assertThat(web.ports()).extracting(EndpointSlice.Port::port).containsExactly(Optional.of(8081));
            assertThat(web.endpoints())
                    .containsExactly(new Endpoint(
                            List.of("192.168.0.9"),
                            Optional.of(true),
                            Optional.of("vm"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new TargetRef("ExternalWorkload", "shop", "vm")),
                            List.of()));
            assertThat(slices().getFirst().ports())
                    .extracting(EndpointSlice.Port::name)
                    .containsExactly("a");
            assertThat(slices().getFirst().endpoints().getFirst().hostname()).isEmpty();
        }

        @Test
        void kubeSystemHasNoExternalWorkloads() {
            String workload = """
                    apiVersion: workload.linkerd.io/v1beta1
                    kind: ExternalWorkload
                    metadata: {namespace: kube-system, name: vm, labels: {app: web}}
                    spec: {meshTLS: {identity: a, serverName: b}, workloadIPs: [{ip: 192.168.0.9}]}
                    """;
            folder.write("a.yaml", join(workload, service("kube-system", "web", WEB)));
            feed.settle();

            assertThat(slices()).isEmpty();
        }
    }

    @Nested
    class Addresses {
        @Test
        void aServiceWithoutOneIsGivenOne() {
            folder.write("a.yaml", service("shop", "web", ""));
            feed.settle();

            assertThat(told("shop", "web").clusterIps())
                    .singleElement()
                    .asString()
                    .matches("10\\.(9[6-9]|10\\d|11[01])\\.\\d+\\.\\d+");
            assertThat(feed.stored.getLast())
                    .isEqualTo(
                            Map.of("shop/web", told("shop", "web").clusterIps().getFirst()));
        }

        @Test
        void itIsStoredBeforeAnyoneHearsOfIt() {
            folder.write("a.yaml", service("shop", "web", ""));
            feed.settle();

            assertThat(feed.stored).hasSize(1).noneMatch(each -> each.containsKey("before the store"));
        }

        @Test
        void headlessAndExternalNameGetNone() {
            folder.write(
                    "a.yaml",
                    join(
                            service("shop", "a", "clusterIP: None"),
                            service("shop", "b", "type: ExternalName, externalName: x.y")));
            feed.settle();

            assertThat(feed.recorder.all(Service.class))
                    .allMatch(each -> each.clusterIps().isEmpty());
            assertThat(feed.stored).isEmpty();
        }

        @Test
        void itStaysWhileTheServiceChangesAndAfterItWasGone() {
            folder.write("a.yaml", service("shop", "web", ""));
            feed.settle();
            List<String> given = told("shop", "web").clusterIps();
            folder.write("a.yaml", service("shop", "web", "ports: [{port: 81}]"));
            feed.settle();
            assertThat(told("shop", "web").clusterIps()).isEqualTo(given);

            folder.delete("a.yaml");
            feed.forget();
            folder.write("b.yaml", service("shop", "web", ""));
            feed.settle();
            assertThat(told("shop", "web").clusterIps()).isEqualTo(given);
        }

        @Test
        void itStaysAfterARestart() {
            FolderFixture restarted = new FolderFixture(Map.of("shop/web", "10.100.1.2"));
            restarted.folder.write("a.yaml", service("shop", "web", ""));
            restarted.settle();

            assertThat(restarted
                            .recorder
                            .find(Service.class, "shop", "web")
                            .orElseThrow()
                            .clusterIps())
                    .containsExactly("10.100.1.2");
        }

        @Test
        void everyServiceHasItsOwn() {
            for (int i = 0; i < 3000; i++) {
                folder.write("s" + i + ".yaml", service("shop", "s" + i, ""));
            }
            feed.settle();

            Set<String> given = feed.recorder.all(Service.class).stream()
                    .flatMap(each -> each.clusterIps().stream())
                    .collect(Collectors.toSet());
            assertThat(given).hasSize(3000).allMatch(ClusterIpRange::contains);
        }

        @Test
        void oneWrittenByHandIsRespectedAndNeverGiven() {
            String wanted = ClusterIpRange.address(ClusterIpRange.start("shop/web"));
            folder.write("a.yaml", service("shop", "hand", "clusterIP: " + wanted));
            folder.write("b.yaml", service("shop", "web", ""));
            feed.settle();

            assertThat(told("shop", "hand").clusterIps()).containsExactly(wanted);
            assertThat(told("shop", "web").clusterIps())
                    .containsExactly(ClusterIpRange.address(ClusterIpRange.start("shop/web") + 1));
        }

        @Test
        void oneThatBelongsToAnotherIsRefusedUntilThatOneGoes() {
            folder.write("b.yaml", service("shop", "first", ""));
            feed.settle();
            String taken = told("shop", "first").clusterIps().getFirst();
            folder.write("a.yaml", service("shop", "second", "clusterIP: " + taken));
            feed.settle();

            assertThat(feed.standing()).containsExactly("Service shop/first");
            assertThat(feed.refused())
                    .containsExactly("a.yaml:1: spec.clusterIP is [" + taken + "]: the address belongs to the Service"
                            + " shop/first; write another one, or none to be given one");

            folder.delete("b.yaml");
            feed.forget();
            assertThat(feed.standing()).containsExactly("Service shop/second");
            assertThat(told("shop", "second").clusterIps()).containsExactly(taken);
            assertThat(feed.refused()).isEmpty();
        }

        @Test
        void afterARestartTheOneItWasGivenToKeepsIt() {
            FolderFixture restarted = new FolderFixture(Map.of("shop/web", "10.100.1.2"));
            restarted.folder.write("a.yaml", service("shop", "hand", "clusterIP: 10.100.1.2"));
            restarted.folder.write("b.yaml", service("shop", "web", ""));
            restarted.settle();

            assertThat(restarted.standing()).containsExactly("Service shop/web");
            assertThat(restarted.refused()).hasSize(1);
        }

        @Test
        void ofTwoThatWriteTheSameOneIsRefused() {
            folder.write(
                    "a.yaml",
                    join(service("shop", "a", "clusterIP: 10.96.7.7"), service("shop", "b", "clusterIP: 10.96.7.7")));
            feed.settle();

            assertThat(feed.standing()).containsExactly("Service shop/a");
            assertThat(feed.refused()).hasSize(1);
        }

        @Test
        void slicesFollowAServiceThatHadToWait() {
            folder.write("a.yaml", service("shop", "first", "clusterIP: 10.96.7.7"));
            folder.write("b.yaml", service("shop", "web", WEB.replace("None", "10.96.7.7")));
            folder.write("p.yaml", pod("shop", "web-1", "web", "10.42.0.1", true));
            feed.settle();
            assertThat(slices()).isEmpty();

            folder.write("a.yaml", service("shop", "first", "clusterIP: 10.96.7.8"));
            feed.settle();
            assertThat(slices()).hasSize(1);
        }

        @Test
        void ifTheyCannotBeStoredThatIsReportedAndTriedAgain() {
            feed.storeFails = true;
            folder.write("a.yaml", service("shop", "web", ""));
            feed.settle();
            assertThat(feed.standing()).containsExactly("Service shop/web");
            assertThat(feed.refused())
                    .containsExactly(
                            "cluster-ips.json:1: the addresses given to Services cannot be remembered, so they may"
                                    + " change with the next start: java.io.IOException: no space left");

            feed.storeFails = false;
            feed.pass(0);
            assertThat(feed.stored.getLast()).containsKey("shop/web");
            assertThat(feed.refused()).isEmpty();
        }
    }
}

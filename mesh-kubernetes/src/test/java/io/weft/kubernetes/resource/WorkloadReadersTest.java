package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.Container.HttpProbe;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadReadersTest {
    @Nested
    class Services {
        private String service(String spec) {
            return document("v1", "Service", "spec: {" + spec + "}");
        }

        @Test
        void aServiceIsReadWhole() {
            assertThat(read(Service.class, service("""
                            clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9, 'fd00::9'], selector: {app: web},
                            internalTrafficPolicy: Local, publishNotReadyAddresses: true, ports: [{name: http, port: 80,
                            targetPort: web, appProtocol: http}, {name: dns, port: 53, protocol: UDP}]
                            """.replace('\n', ' '))))
                    .isEqualTo(new Service(
                            Metadata.of("shop", "web"),
                            Service.Type.CLUSTER_IP,
                            List.of("10.96.0.9", "fd00:0:0:0:0:0:0:9"),
                            false,
                            Map.of("app", "web"),
                            List.of(
                                    new Service.Port(
                                            "http", 80, new PortRef.Named("web"), Protocol.TCP, Optional.of("http")),
                                    new Service.Port(
                                            "dns", 53, new PortRef.Numbered(53), Protocol.UDP, Optional.empty())),
                            Optional.of(Service.InternalTrafficPolicy.LOCAL),
                            Optional.empty(),
                            true));
        }

        @Test
        void headlessAndExternalNameHaveNoAddress() {
            assertThat(read(Service.class, service("clusterIP: None")))
                    .matches(Service::headless)
                    .matches(service -> service.clusterIps().isEmpty());
            assertThat(read(Service.class, service("type: ExternalName, externalName: a.example.com")))
                    .matches(service -> service.externalName().equals(Optional.of("a.example.com")));
        }

        @Test
        void anEmptyAddressCountsAsNone() {
            assertThat(read(Service.class, service("clusterIP: ''")).clusterIps())
                    .isEmpty();
        }

        @Test
        void onlyASelectorSelects() {
            assertThat(read(Service.class, service("ports: []")).selects(Map.of("a", "b")))
                    .isFalse();
            assertThat(read(Service.class, service("selector: {a: b}")).selects(Map.of("a", "b", "c", "d")))
                    .isTrue();
            assertThat(read(Service.class, service("selector: {a: b, e: f}")).selects(Map.of("a", "b")))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "type: clusterip | spec.type is 'clusterip': allowed, to the letter: ClusterIP, NodePort",
                    "clusterIP: none | spec.clusterIP is 'none': an IPv4 or IPv6 address is allowed",
                    "clusterIP: 10.1 | spec.clusterIP is '10.1': a string is required",
                    "clusterIP: '10.1' | spec.clusterIP is '10.1': an IPv4 or IPv6 address",
                    "type: ExternalName | spec.externalName is missing: a string is required",
                    "selector: [a] | spec.selector is a list: an object is required",
                    "ports: [{port: 0}] | spec.ports[0].port is '0': a number from 1 to 65535 is allowed",
                    "ports: [{port: 80}, {port: 81}] | spec.ports[0].name is missing: each of several ports needs a name",
                    "ports: [{name: a, port: 1}, {name: a, port: 2}] | spec.ports[1].name is 'a': another port has this name",
                    "ports: [{port: 80, targetPort: 0}] | spec.ports[0].targetPort is '0': a number from 1 to 65535, or",
                    "ports: [{port: 80, protocol: tcp}] | spec.ports[0].protocol is 'tcp': allowed, to the letter: TCP",
                    "internalTrafficPolicy: local | spec.internalTrafficPolicy is 'local': allowed, to the letter: Cluster",
                    "publishNotReadyAddresses: 'yes' | spec.publishNotReadyAddresses is 'yes': true or false is allowed"
                })
        void whatAServiceCannotSayIsRefused(String spec, String message) {
            refusal(service(spec)).hasMessageStartingWith(message);
        }

        @Test
        void aServicesNameBeginsWithALetter() {
            refusal("{apiVersion: v1, kind: Service, metadata: {name: 1a}}")
                    .hasMessageStartingWith("metadata.name is '1a': a Service's name is required");
        }
    }

    @Nested
    class Pods {
        @Test
        void aPodOfOneMachineIsReadWhole() {
            Pod pod = read(Pod.class, """
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      namespace: shop
                      name: web-k3x9p
                      labels: {app: web, linkerd.io/control-plane-ns: linkerd}
                      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web}]
                    spec:
                      nodeName: the-host
                      serviceAccountName: web
                      hostname: web-0
                      subdomain: web-headless
                      initContainers:
                      - name: first
                        ports: [{name: early, containerPort: 81}]
                      containers:
                      - name: web
                        ports: [{name: http, containerPort: 8080, hostPort: 18080}]
                        livenessProbe: {httpGet: {path: /live?x=1, port: http}}
                        readinessProbe: {httpGet: {port: 8080}}
                        startupProbe: {exec: {command: [true]}}
                      - name: linkerd-proxy
                        ports: [{name: linkerd-proxy, containerPort: 4143}]
                        env:
                        - {name: LINKERD2_PROXY_INBOUND_LISTEN_ADDR, value: "0.0.0.0:4143"}
                        - {name: SECRET, valueFrom: {secretKeyRef: {name: a, key: b}}}
                        - {name: EMPTY}
                    status:
                      phase: Running
                      podIP: 10.42.0.7
                      podIPs: [{ip: 10.42.0.7}, {ip: "fd00::7"}]
                      hostIP: 192.168.1.1
                      conditions: [{type: Initialized, status: "False"}, {type: Ready, status: "True"}]
                    """);

            assertThat(pod.serviceAccountName()).isEqualTo("web");
            assertThat(pod.nodeName()).contains("the-host");
            assertThat(pod.hostname()).contains("web-0");
            assertThat(pod.subdomain()).contains("web-headless");
            assertThat(pod.podIps()).containsExactly("10.42.0.7", "fd00:0:0:0:0:0:0:7");
            assertThat(pod.hostIps()).containsExactly("192.168.1.1");
            assertThat(pod.phase()).isEqualTo(Pod.Phase.RUNNING);
            assertThat(pod.ready()).isTrue();
            assertThat(pod.containers())
                    .containsExactly(
                            new Container(
                                    "first",
                                    true,
                                    List.of(new Container.Port("early", 81, Protocol.TCP, Optional.empty())),
                                    Map.of(),
                                    List.of()),
                            new Container(
                                    "web",
                                    false,
                                    List.of(new Container.Port("http", 8080, Protocol.TCP, Optional.of(18080))),
                                    Map.of(),
                                    List.of(
                                            new HttpProbe("/live?x=1", new PortRef.Named("http")),
                                            new HttpProbe("/", new PortRef.Numbered(8080)))),
                            new Container(
                                    "linkerd-proxy",
                                    false,
                                    List.of(new Container.Port("linkerd-proxy", 4143, Protocol.TCP, Optional.empty())),
                                    Map.of("LINKERD2_PROXY_INBOUND_LISTEN_ADDR", "0.0.0.0:4143", "EMPTY", ""),
                                    List.of()));
        }

        @Test
        void aBarePodHasTheDefaultAccountAndIsNotReady() {
            Pod pod = read(Pod.class, document("v1", "Pod", "spec: {}"));

            assertThat(pod.serviceAccountName()).isEqualTo("default");
            assertThat(pod.phase()).isEqualTo(Pod.Phase.PENDING);
            assertThat(pod.ready()).isFalse();
            assertThat(pod.hostNetwork()).isFalse();
            assertThat(pod.podIps()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "status: {podIP: web} | status.podIP is 'web': an IPv4 or IPv6 address is allowed",
                    "status: {phase: running} | status.phase is 'running': allowed, to the letter: Pending, Running",
                    "spec: {containers: [{}]} | spec.containers[0].name is missing: a DNS label is required",
                    "spec: {containers: [{name: a, ports: [{containerPort: 70000}]}]} | spec.containers[0].ports[0]"
                            + ".containerPort is '70000'",
                    "spec: {containers: [{name: a, ports: {x: y}}]} | spec.containers[0].ports is an object: a list",
                    "spec: {containers: [{name: a, livenessProbe: {httpGet: {path: /}}}]} | spec.containers[0]"
                            + ".livenessProbe.httpGet.port is missing",
                    "spec: {hostNetwork: maybe} | spec.hostNetwork is 'maybe': true or false is allowed"
                })
        void whatAPodCannotSayIsRefused(String rest, String message) {
            refusal(document("v1", "Pod", rest)).hasMessageStartingWith(message);
        }

        @Test
        void aReadyConditionThatIsNotTrueIsNotReady() {
            assertThat(read(Pod.class, document("v1", "Pod", "status: {conditions: [{type: Ready, status: 'False'}]}"))
                            .ready())
                    .isFalse();
        }
    }

    @Nested
    class EndpointSlices {
        private String slice(String rest) {
            return """
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {namespace: shop, name: web-1, labels: {kubernetes.io/service-name: web}}
                    """ + rest;
        }

        @Test
        void aSliceIsReadWhole() {
            assertThat(read(EndpointSlice.class, slice("""
                            addressType: IPv4
                            endpoints:
                            - addresses: [10.0.0.1]
                              conditions: {ready: false}
                              hostname: web-0
                              nodeName: n1
                              zone: z1
                              hints: {forZones: [{name: z1}]}
                              targetRef: {kind: Pod, name: web-0}
                            - addresses: [10.0.0.2]
                            ports: [{name: http, port: 8080, appProtocol: http}, {}]
                            """)))
                    .isEqualTo(new EndpointSlice(
                            Metadata.of("shop", "web-1").withLabels(Map.of("kubernetes.io/service-name", "web")),
                            Optional.of("web"),
                            EndpointSlice.AddressType.IPV4,
                            List.of(
                                    new EndpointSlice.Endpoint(
                                            List.of("10.0.0.1"),
                                            Optional.of(false),
                                            Optional.of("web-0"),
                                            Optional.of("n1"),
                                            Optional.of("z1"),
                                            Optional.of(new TargetRef("Pod", "shop", "web-0")),
                                            List.of("z1")),
                                    new EndpointSlice.Endpoint(
                                            List.of("10.0.0.2"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            List.of())),
                            List.of(
                                    new EndpointSlice.Port(
                                            "http", Optional.of(8080), Protocol.TCP, Optional.of("http")),
                                    new EndpointSlice.Port("", Optional.empty(), Protocol.TCP, Optional.empty()))));
        }

        @Test
        void readinessThatIsNotSaidCountsAsReady() {
            assertThat(read(EndpointSlice.class, slice("addressType: IPv4\nendpoints: [{addresses: [10.0.0.1]}]"))
                            .endpoints())
                    .allMatch(EndpointSlice.Endpoint::isReady);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "endpoints: [] | addressType is missing: IPv4, IPv6 or FQDN is required",
                    "addressType: ipv4 | addressType is 'ipv4': allowed, to the letter: IPv4, IPv6, FQDN"
                })
        void theAddressTypeIsRequired(String rest, String message) {
            refusal(slice(rest)).hasMessageStartingWith(message);
        }

        @Test
        void anEndpointNeedsAnAddress() {
            refusal(slice("addressType: IPv4\nendpoints: [{addresses: []}]"))
                    .hasMessage("endpoints[0].addresses is a list: at least one address is required");
        }
    }

    @Nested
    class ExternalWorkloads {
        private String workload(String version, String spec) {
            return document("workload.linkerd.io/" + version, "ExternalWorkload", "spec: {" + spec + "}");
        }

        private static final String TLS = "{identity: 'spiffe://td/vm', serverName: vm.example.com}";

        @ParameterizedTest
        @CsvSource({"v1alpha1, meshTls", "v1beta1, meshTLS"})
        void eachVersionSpellsTheTlsFieldItsOwnWay(String version, String field) {
            String document = workload(
                            version,
                            field + ": " + TLS + ", ports: [{name: http, port: 80}], workloadIPs: [{ip: 10.9.0.1}]")
                    + "status: {conditions: [{type: Ready, status: 'True'}]}";

            assertThat(read(ExternalWorkload.class, document))
                    .isEqualTo(new ExternalWorkload(
                            Metadata.of("shop", "web"),
                            "spiffe://td/vm",
                            "vm.example.com",
                            List.of(new ExternalWorkload.Port("http", 80, Protocol.TCP)),
                            List.of("10.9.0.1"),
                            true));
        }

        @Test
        void whatAWorkloadCannotSayIsRefused() {
            refusal(workload("v1beta1", "meshTls: " + TLS))
                    .hasMessage("spec.meshTLS is missing: an object is required");
            refusal(workload("v1beta1", "meshTLS: {identity: a}"))
                    .hasMessage("spec.meshTLS.serverName is missing: 1 to 253 characters are required");
            refusal(workload("v1beta1", "meshTLS: {identity: %s, serverName: b}".formatted("a".repeat(254))))
                    .hasMessageEndingWith("1 to 253 characters are required");
            refusal(workload("v1beta1", "meshTLS: " + TLS + ", ports: [{port: 0}]"))
                    .hasMessageStartingWith("spec.ports[0].port is '0'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"v1alpha1, meshTls, 1", "v1beta1, meshTLS, 2"})
        void theNumberOfAddressesIsBounded(String row) {
            String[] parts = row.split(", ", -1);
            refusal(workload(
                            parts[0],
                            parts[1] + ": " + TLS + ", workloadIPs: [{ip: 10.9.0.1}, {ip: 10.9.0.2}, {ip: 10.9.0.3}]"))
                    .hasMessage("spec.workloadIPs is a list: at most " + parts[2] + " addresses are allowed");
        }
    }

    @Test
    void selectorsMatchAsKubernetesHasThem() {
        Map<String, String> labels = Map.of("app", "web", "tier", "front");
        assertThat(LabelSelector.everything().matches(Map.of())).isTrue();
        assertThat(LabelSelector.ofLabels(Map.of("app", "web")).matches(labels)).isTrue();
        assertThat(LabelSelector.ofLabels(Map.of("app", "db")).matches(labels)).isFalse();
        assertThat(matches("{key: tier, operator: In, values: [front, back]}", labels))
                .isTrue();
        assertThat(matches("{key: zone, operator: In, values: [a]}", labels)).isFalse();
        assertThat(matches("{key: tier, operator: NotIn, values: [front]}", labels))
                .isFalse();
        assertThat(matches("{key: zone, operator: NotIn, values: [a]}", labels)).isTrue();
        assertThat(matches("{key: tier, operator: Exists}", labels)).isTrue();
        assertThat(matches("{key: zone, operator: Exists}", labels)).isFalse();
        assertThat(matches("{key: tier, operator: DoesNotExist}", labels)).isFalse();
        assertThat(matches("{key: zone, operator: DoesNotExist}", labels)).isTrue();
    }

    private static boolean matches(String expression, Map<String, String> labels) {
        Server server = read(
                Server.class,
                document(
                        "policy.linkerd.io/v1beta3",
                        "Server",
                        "spec: {port: 80, podSelector: {matchExpressions: [" + expression + "]}}"));
        return server.workloads().selector().matches(labels);
    }
}

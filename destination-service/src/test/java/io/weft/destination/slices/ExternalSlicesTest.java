package io.weft.destination.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.cluster.Manifests;
import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.Endpoint;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of control-plane, 7. */
class ExternalSlicesTest {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 10.96.0.1, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
            """;
    private static final ResourceId FIRST = new ResourceId(ResourceKind.ENDPOINT_SLICE, "shop", "web-external-1");

    private final ToldObjects told = new ToldObjects(ExternalSlices::matters);

    @Test
    void workloadThatAServiceSelectsIsInASliceOfTheService() {
        tell(SERVICE, workload(1));

        assertThat(ExternalSlices.differing(told)).singleElement().satisfies(change -> {
            EndpointSlice slice = ((SliceChange.Put) change).slice();
            assertThat(slice.id()).isEqualTo(FIRST);
            assertThat(slice.metadata().labels())
                    .containsEntry("kubernetes.io/service-name", "web")
                    .containsEntry("endpointslice.kubernetes.io/managed-by", "linkerd-external-workloads-controller");
            assertThat(slice.ports())
                    .singleElement()
                    .satisfies(
                            port -> assertThat(port.name() + ":" + port.port().orElseThrow())
                                    .isEqualTo("http:8080"));
            assertThat(slice.endpoints()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.addresses()).containsExactly("192.0.2.1");
                assertThat(endpoint.ready()).contains(true);
                assertThat(endpoint.hostname()).isEmpty();
                assertThat(endpoint.targetRef())
                        .contains(new EndpointSlice.TargetRef("ExternalWorkload", "shop", "w001"));
            });
        });
    }

    @Test
    void whatStandsAsItShouldIsLeftAlone() {
        tell(SERVICE, workload(1));
        settle();
        assertThat(ExternalSlices.differing(told)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusterIP: 10.96.0.1, ports: [{port: 80}]",
                "clusterIP: 10.96.0.1, selector: {app: other}, ports: [{port: 80}]",
                "type: ExternalName, externalName: example.com, selector: {app: web}, ports: [{port: 80}]"
            })
    void serviceThatSelectsNothingOrIsAnExternalNameHasNone(String spec) {
        tell(SERVICE.replaceAll("spec: .*", "spec: {" + spec + "}"), workload(1));
        assertThat(ExternalSlices.differing(told)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bank,shop", "kube-system,kube-system"})
    void serviceOfAnotherNamespaceOrOfTheSystemsHasNone(String service, String workload) {
        tell(
                SERVICE.replace("namespace: shop", "namespace: " + service),
                workload(1).replace("namespace: shop", "namespace: " + workload));
        assertThat(ExternalSlices.differing(told)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "fd00::1"})
    void addressThatAnApiServerOrTheMeshDoesNotTakeIsLeftOut(String address) {
        tell(SERVICE, workload(1).replace("192.0.2.1", address));
        assertThat(ExternalSlices.differing(told)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"True\"  | false | true",
                "\"False\" | false | false",
                "Unknown | false | false",
                "\"False\" | true  | true"
            })
    void readinessIsThatOfTheWorkloadUnlessTheServiceSaysOtherwise(String ready, boolean publish, boolean expected) {
        tell(
                SERVICE.replace("clusterIP", "publishNotReadyAddresses: " + publish + ", clusterIP"),
                workload(1).replace("\"True\"", ready));
        assertThat(endpoints()).extracting(Endpoint::ready).containsExactly(Optional.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targetPort: 8080             | [8080]",
                "targetPort: http             | [8080]",
                "targetPort: admin            | [9090]",
                "targetPort: 8081             | []",
                "targetPort: missing          | []",
                "protocol: UDP, targetPort: 8080 | []"
            })
    void portIsMatchedByNameOrNumberAgainstThoseOfTheWorkload(String port, String expected) {
        tell(SERVICE.replace("targetPort: 8080", port), workload(1));
        assertThat(slices().getFirst().ports().stream()
                        .map(each -> each.port().orElseThrow())
                        .toList())
                .hasToString(expected);
    }

    @Test
    void workloadsThatServeAPortUnderDifferentNumbersAreInDifferentSlices() {
        tell(
                SERVICE.replace("targetPort: 8080", "targetPort: http"),
                workload(1),
                workload(2).replace("8080", "8082"));
        assertThat(slices())
                .extracting(slice ->
                        slice.metadata().name() + slice.ports().getFirst().port())
                .containsExactly("web-external-1Optional[8080]", "web-external-2Optional[8082]");
    }

    @Test
    void hostnameIsGivenForHeadlessServicesOnly() {
        tell(SERVICE.replace("10.96.0.1", "None"), workload(1));
        assertThat(endpoints()).extracting(Endpoint::hostname).containsExactly(Optional.of("w001"));
    }

    @Test
    void sliceHasAtMostAHundredEndpoints() {
        tell(SERVICE);
        IntStream.rangeClosed(1, 201).forEach(i -> tell(workload(i)));
        assertThat(slices())
                .extracting(slice ->
                        slice.metadata().name() + "=" + slice.endpoints().size())
                .containsExactly("web-external-1=100", "web-external-2=100", "web-external-3=1");
    }

    @Test
    void endpointsStayWhereTheyAreAndNewOnesFillTheRoom() {
        tell(SERVICE);
        IntStream.rangeClosed(1, 201).forEach(i -> tell(workload(i)));
        settle();
        told.remove(new ResourceId(ResourceKind.EXTERNAL_WORKLOAD, "shop", "w150"));
        tell(workload(0));

        assertThat(ExternalSlices.differing(told)).singleElement().satisfies(change -> {
            assertThat(change.id().name()).isEqualTo("web-external-2");
            assertThat(((SliceChange.Put) change).slice().endpoints())
                    .hasSize(100)
                    .last()
                    .extracting(endpoint -> endpoint.targetRef().orElseThrow().name())
                    .isEqualTo("w000");
        });
    }

    @Test
    void workloadThatChangesTouchesItsSliceAlone() {
        tell(SERVICE);
        IntStream.rangeClosed(1, 201).forEach(i -> tell(workload(i)));
        settle();
        tell(workload(120).replace("\"True\"", "\"False\""));
        assertThat(ExternalSlices.differing(told))
                .extracting(change -> change.id().name())
                .containsExactly("web-external-2");
    }

    @Test
    void sliceWithoutEndpointsIsRemoved() {
        tell(SERVICE, workload(1));
        settle();
        told.remove(new ResourceId(ResourceKind.EXTERNAL_WORKLOAD, "shop", "w001"));
        assertThat(ExternalSlices.differing(told)).containsExactly(new SliceChange.Remove(FIRST));
    }

    @Test
    void sliceOfAServiceThatIsGoneIsRemoved() {
        tell(SERVICE, workload(1));
        settle();
        told.remove(new ResourceId(ResourceKind.SERVICE, "shop", "web"));
        assertThat(ExternalSlices.differing(told)).containsExactly(new SliceChange.Remove(FIRST));
    }

    @Test
    void otherPortsAreOtherSlicesAndTheOldOnesGoLast() {
        tell(SERVICE, workload(1));
        settle();
        tell(SERVICE.replace("8080", "9090"));
        assertThat(ExternalSlices.differing(told))
                .extracting(change ->
                        change.getClass().getSimpleName() + " " + change.id().name())
                .containsExactly("Put web-external-2", "Remove web-external-1");
    }

    @Test
    void endpointThatIsInTwoSlicesStaysInOne() {
        tell(SERVICE, workload(1));
        settle();
        EndpointSlice first =
                (EndpointSlice) told.get(FIRST.kind(), "shop", FIRST.name()).orElseThrow();
        told.put(new EndpointSlice(
                Metadata.of("shop", "web-external-2")
                        .withLabels(first.metadata().labels()),
                first.serviceName(),
                first.addressType(),
                first.endpoints(),
                first.ports()));
        assertThat(ExternalSlices.differing(told))
                .containsExactly(
                        new SliceChange.Remove(new ResourceId(ResourceKind.ENDPOINT_SLICE, "shop", "web-external-2")));
    }

    @Test
    void slicesOfOthersAreNotLookedAt() {
        tell(SERVICE, """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  namespace: shop
                  name: web-abcde
                  labels: {kubernetes.io/service-name: web, endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io}
                addressType: IPv4
                endpoints: [{addresses: [10.1.0.1]}]
                ports: []
                """);
        assertThat(ExternalSlices.differing(told)).isEmpty();
    }

    private void tell(String... manifests) {
        for (String manifest : manifests) {
            Manifests.read(manifest).forEach(told::put);
        }
    }

    private List<EndpointSlice> slices() {
        return ExternalSlices.differing(told).stream()
                .map(change -> ((SliceChange.Put) change).slice())
                .toList();
    }

    private List<Endpoint> endpoints() {
        return slices().getFirst().endpoints();
    }

    private void settle() {
        slices().forEach(told::put);
    }

    private static String workload(int number) {
        return """
                apiVersion: workload.linkerd.io/v1beta1
                kind: ExternalWorkload
                metadata: {namespace: shop, name: w%03d, labels: {app: web}}
                spec:
                  meshTLS: {identity: w.example, serverName: w.example}
                  ports: [{name: http, port: 8080}, {name: admin, port: 9090}]
                  workloadIPs: [{ip: 192.0.2.%d}]
                status: {conditions: [{type: Ready, status: "True"}]}
                """.formatted(number, number);
    }
}

package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.reading;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceReaderTest {
    static Stream<String> servedVersionsOfServer() {
        return ResourceKind.SERVER.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("servedVersionsOfServer")
    void aServerIsReadInEveryVersionTheMeshServes(String version) {
        String server = document(
                "policy.linkerd.io/" + version, "Server", "spec: {podSelector: {matchLabels: {app: a}}, port: 80}");

        assertThat(read(Server.class, server).port()).isEqualTo(new PortRef.Numbered(80));
    }

    @Test
    void theVersionsOfEveryKindAreThoseOfTheSheet() {
        assertThat(Arrays.stream(ResourceKind.values()).map(kind -> kind.kind() + " " + kind.versions()))
                .containsExactlyInAnyOrder(
                        "Server [v1alpha1, v1beta1, v1beta2, v1beta3]",
                        "ServerAuthorization [v1alpha1, v1beta1]",
                        "ServiceProfile [v1alpha1, v1alpha2]",
                        "HTTPLocalRateLimitPolicy [v1alpha1]",
                        "HTTPRoute [v1alpha1, v1beta1, v1beta2, v1beta3]",
                        "HTTPRoute [v1beta1, v1]",
                        "GRPCRoute [v1alpha2, v1]",
                        "TLSRoute [v1alpha2, v1alpha3, v1]",
                        "TCPRoute [v1alpha2, v1]",
                        "EgressNetwork [v1alpha1]",
                        "Gateway [v1beta1, v1]",
                        "TrafficSplit [v1alpha1, v1alpha2, v1alpha3, v1alpha4]",
                        "AuthorizationPolicy [v1alpha1, v1beta1]",
                        "MeshTLSAuthentication [v1alpha1, v1beta1]",
                        "NetworkAuthentication [v1alpha1, v1beta1]",
                        "ExternalWorkload [v1alpha1, v1beta1]",
                        "Service [v1]",
                        "Node [v1]",
                        "Pod [v1]",
                        "EndpointSlice [v1]",
                        "PolicyQuarantine []");
    }

    @Test
    void aVersionThatIsNotServedIsRefused() {
        refusal(document("policy.linkerd.io/v1", "Server", "spec: {port: 80}"))
                .hasMessage(
                        "apiVersion is 'policy.linkerd.io/v1': the versions of Server are v1alpha1, v1beta1, v1beta2,"
                                + " v1beta3");
    }

    @Test
    void aKindTheMeshDoesNotUseIsIgnored() {
        assertThat(reading(document("apps/v1", "Deployment", "spec: {}")))
                .isEqualTo(new Reading.Ignored("apps/v1", "Deployment"));
    }

    @Test
    void aPolicyKindThatDoesNotExistIsASlipOfThePenRatherThanIgnored() {
        refusal(document("policy.linkerd.io/v1beta3", "Sever", "spec: {}"))
                .hasMessage("kind is 'Sever': there is no such kind in policy.linkerd.io");
    }

    @ParameterizedTest
    @CsvSource({
        "security.istio.io/v1, AuthorizationPolicy",
        "policy/v1, PodDisruptionBudget",
        "multicluster.linkerd.io/v1alpha3, Link",
        "policy.open-cluster-management.io/v1, Policy",
        "serving.knative.dev/v1, Service",
        "routes.example.com/v1, HTTPRoute",
    })
    void whatOthersCallLikeAPolicyIsNoSlipOfThePen(String apiVersion, String kind) {
        assertThat(reading(document(apiVersion, kind, "spec: {}"))).isEqualTo(new Reading.Ignored(apiVersion, kind));
    }

    @ParameterizedTest
    @CsvSource({
        "policy.linkred.io/v1beta3, Server, Server",
        "linkerd.policy.io/v1beta3, Sever, Server",
        "v1, NetworkAuthentication, NetworkAuthentication",
        "policy.linkerd.oi/v1alpha1, MeshTLSAuthentification, MeshTLSAuthentication",
    })
    void aMisspeltPolicyIsRefused(String apiVersion, String kind, String meant) {
        refusal(document(apiVersion, kind, "spec: {}"))
                .hasMessage("apiVersion is '" + apiVersion + "': this looks like a misspelt policy.linkerd.io " + meant
                        + "; write it so, or keep what is not for the mesh elsewhere");
    }

    @Test
    void aQuarantineCannotBeWritten() {
        assertThat(reading(document("weft.io/v1", "PolicyQuarantine", "spec: {}")))
                .isInstanceOf(Reading.Ignored.class);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        refusal("just words").hasMessage("the document is 'just words': an object is required");
        refusal("[1, 2]").hasMessage("the document is a list: an object is required");
        refusal("kind: Pod").hasMessage("apiVersion is missing: a string is required");
        refusal("{apiVersion: v1, kind: Pod}").hasMessage("metadata is missing: an object is required");
        refusal("{apiVersion: v1, kind: Pod, metadata: {}}").hasMessageStartingWith("metadata.name is missing: ");
    }

    @Test
    void metadataIsReadWhole() {
        Pod pod = read(Pod.class, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web-5d4f-x2
                  labels: {app: web}
                  annotations: {a/b: "1"}
                  creationTimestamp: 2026-01-31T12:00:00Z
                  resourceVersion: "17"
                  ownerReferences:
                  - {apiVersion: v1, kind: Node, name: other}
                  - {apiVersion: apps/v1, kind: ReplicaSet, name: web-5d4f, controller: true}
                """);

        assertThat(pod.metadata().namespace()).isEqualTo("default");
        assertThat(pod.metadata().label("app")).contains("web");
        assertThat(pod.metadata().annotation("a/b")).contains("1");
        assertThat(pod.metadata().creationTimestamp()).contains(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(pod.metadata().owner()).contains(new OwnerReference("apps/v1", "ReplicaSet", "web-5d4f", true));
        assertThat(pod.id()).isEqualTo(new ResourceId(ResourceKind.POD, "default", "web-5d4f-x2"));
    }

    @Test
    void theFirstOwnerCountsWhereNoneManages() {
        Metadata metadata = new Metadata(
                "a",
                "b",
                java.util.Map.of(),
                java.util.Map.of(),
                Optional.empty(),
                List.of(new OwnerReference("apps/v1", "Deployment", "web", false)));

        assertThat(metadata.owner()).map(OwnerReference::kind).contains("Deployment");
        assertThat(Metadata.of("a", "b").owner()).isEmpty();
    }

    @Test
    void metadataIsCheckedAsTheApiServerWould() {
        refusal("{apiVersion: v1, kind: Pod, metadata: {name: Web}}")
                .hasMessageStartingWith("metadata.name is 'Web': DNS labels joined by dots are required");
        refusal("{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: a.b}}")
                .hasMessageStartingWith("metadata.namespace is 'a.b': a DNS label is required");
        refusal("{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {version: 1.0}}}")
                .hasMessage("metadata.labels['version'] is '1.0': a string is required");
        refusal("{apiVersion: v1, kind: Pod, metadata: {name: web, creationTimestamp: yesterday}}")
                .hasMessageStartingWith("metadata.creationTimestamp is 'yesterday': a time like");
    }

    @Test
    void aLongValueIsShortenedInTheMessage() {
        refusal("{apiVersion: v1, kind: Pod, metadata: {name: %s}}".formatted("X".repeat(10_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void aQuarantineCoversItsNamespaceOrAll() {
        assertThat(new PolicyQuarantine(Optional.of("shop")).covers("shop")).isTrue();
        assertThat(new PolicyQuarantine(Optional.of("shop")).covers("bank")).isFalse();
        assertThat(new PolicyQuarantine(Optional.empty()).covers("bank")).isTrue();
        assertThat(new PolicyQuarantine(Optional.of("shop")).id())
                .isNotEqualTo(new PolicyQuarantine(Optional.empty()).id());
    }
}

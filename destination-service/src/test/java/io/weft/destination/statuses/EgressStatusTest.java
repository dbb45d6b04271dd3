package io.weft.destination.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statuses of crds, 9, and the rows of 11.3 that are about EgressNetworks; the cluster has 10.0.0.0/8. */
class EgressStatusTest {
    private static final String ACCEPTED = """
            status:
              conditions: [{type: Accepted, status: "True", reason: Accepted, message: ""}]
            """;
    private static final String PARENT = "{group: policy.linkerd.io, kind: EgressNetwork, name: world, port: 443}";
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", networks: [{cidr: 1.0.0.0/8}]",
                ", networks: [{cidr: 0.0.0.0/0, except: [10.0.0.0/8]}]",
                ", networks: [{cidr: 0.0.0.0/0, except: [8.0.0.0/5]}]"
            })
    void networkThatIsOutsideIsAccepted(String networks) {
        assertThat(StatusTable.of(network(networks)).ofItself("world")).containsExactly("Accepted=Accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "8.0.0.0/5"})
    void networkThatClaimsAddressesOfTheClusterOverlaps(String cidr) {
        assertThat(StatusTable.of(network(", networks: [{cidr: 1.0.0.0/8}, {cidr: " + cidr + "}]"))
                        .differing())
                .singleElement()
                .isEqualTo(new Report.OfItself(
                        StatusTable.of(network("")).differing().getFirst().id(),
                        Optional.empty(),
                        List.of(Reason.NETWORK_OVERLAP.because(
                                cidr + " overlaps 10.0.0.0/8, which is the cluster's own."))));
    }

    @Test
    void fieldsNobodyKnowsAreNamed() {
        assertThat(StatusTable.of(network(""))
                        .unknown(id -> id.kind() == ResourceKind.EGRESS_NETWORK ? List.of("spec.colour") : List.of())
                        .differing())
                .singleElement()
                .extracting(report -> ((Report.OfItself) report).conditions())
                .isEqualTo(List.of(Reason.ACCEPTED.because("The field spec.colour is not known, and left out.")));
    }

    @Test
    void statusThatSaysItAllIsLeftAsItIsButNotOneFromBeforeItOverlapped() {
        assertThat(StatusTable.of(network("") + ACCEPTED).differing()).isEmpty();
        assertThat(StatusTable.of(network(", networks: [{cidr: 10.1.0.0/16}]") + ACCEPTED)
                        .ofItself("world"))
                .containsExactly("Accepted!=EgressReasonNetworkOverlap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPRoute", "GRPCRoute"})
    void networkIsAParentOfEveryKindOfRouteOfAnyNamespace(String kind) {
        String elsewhere = PARENT.replace("}", ", namespace: shop}");
        assertThat(StatusTable.of(network(""), route(kind, "bank", elsewhere, ""))
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
    }

    @Test
    void networkThatIsMissingMatchesNoParent() {
        StatusTable table = StatusTable.of(route(""));
        assertThat(table.ofRoute("route")).containsExactly("[Accepted!=NoMatchingParent, ResolvedRefs=ResolvedRefs]");
        assertThat(table.messages("route")).containsExactly("There is no EgressNetwork shop/world.");
    }

    @Test
    void networkThatIsNotAcceptedMatchesNoParent() {
        StatusTable table = StatusTable.of(network(", networks: [{cidr: 10.1.0.0/16}]"), route(""));
        assertThat(table.ofRoute("route")).containsExactly("[Accepted!=NoMatchingParent, ResolvedRefs=ResolvedRefs]");
        assertThat(table.messages("route")).containsExactly("EgressNetwork shop/world is not accepted.");
    }

    @Test
    void referenceIsEchoedWithWhatItLeavesOut() {
        assertThat(StatusTable.of(network("") + ACCEPTED, route("")).differing())
                .singleElement()
                .extracting(report ->
                        ((Report.OfParents) report).parents().getFirst().parent())
                .isEqualTo(new ParentRef(
                        "policy.linkerd.io", "EgressNetwork", "shop", "world", Optional.empty(), OptionalInt.of(443)));
    }

    @Test
    void weakerKindOfTheSameNetworkAndPortIsConflicted() {
        String http = route("HTTPRoute", "shop", PARENT, "");
        String grpc = route("GRPCRoute", "shop", PARENT, "").replace("name: route", "name: grpc");
        assertThat(StatusTable.of(network(""), http, grpc).ofRoute("route"))
                .containsExactly("[Accepted!=RouteReasonConflicted, ResolvedRefs=ResolvedRefs]");
        assertThat(StatusTable.of(network(""), http, grpc.replace("443", "444")).ofRoute("route"))
                .containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{group: policy.linkerd.io, kind: EgressNetwork, name: world, port: 443} | ResolvedRefs=ResolvedRefs",
                "{group: policy.linkerd.io, kind: EgressNetwork, name: other, port: 443} | ResolvedRefs!=InvalidKind",
                "{name: web, port: 80} | ResolvedRefs=ResolvedRefs",
                "{name: missing, port: 80} | ResolvedRefs!=BackendNotFound",
                "{group: policy.linkerd.io, kind: Server, name: web, port: 80} | ResolvedRefs!=InvalidKind"
            })
    void backendIsAServiceOrTheParentItself(String backend, String condition) {
        assertThat(StatusTable.of(
                                SERVICE, network(""), network("").replace("name: world", "name: other"), route(backend))
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted, " + condition + "]");
    }

    @Test
    void networkThatIsParentAndBackendAndMissingIsSaidToBeTwice() {
        assertThat(StatusTable.of(route(PARENT)).ofRoute("route"))
                .containsExactly("[Accepted!=NoMatchingParent, ResolvedRefs!=BackendNotFound]");
    }

    @Test
    void ofSeveralParentsTheBackendIsRightOnlyUnderThatNetwork() {
        String parents = PARENT + ", {group: core, kind: Service, name: web}";
        assertThat(StatusTable.of(SERVICE, network(""), route("HTTPRoute", "shop", parents, PARENT))
                        .ofRoute("route"))
                .containsExactly(
                        "[Accepted=Accepted, ResolvedRefs=ResolvedRefs]",
                        "[Accepted=Accepted, ResolvedRefs!=InvalidKind]");
    }

    private static String network(String networks) {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: EgressNetwork
                metadata: {namespace: shop, name: world}
                spec: {trafficPolicy: Allow%s}
                """.formatted(networks);
    }

    private static String route(String backend) {
        return route("HTTPRoute", "shop", PARENT, backend);
    }

    private static String route(String kind, String namespace, String parents, String backend) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: %s
                metadata: {namespace: %s, name: route}
                spec:
                  parentRefs: [%s]
                  rules: [{backendRefs: [%s]}]
                """.formatted(kind, namespace, parents, backend);
    }
}

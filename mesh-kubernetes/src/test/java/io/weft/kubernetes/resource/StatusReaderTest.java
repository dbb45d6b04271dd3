package io.weft.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReaderTest {
    private static final String ROUTE = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: HTTPRoute
            metadata: {namespace: shop, name: web}
            spec: {parentRefs: [{group: core, kind: Service, name: web, port: 80}]}
            """;
    private static final String LIMIT = """
            apiVersion: policy.linkerd.io/v1alpha1
            kind: HTTPLocalRateLimitPolicy
            metadata: {namespace: shop, name: calm}
            spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: web}, total: {requestsPerSecond: 9}}
            """;

    @Test
    void whatTheMeshSaidOfParentsIsReadAndWhatOthersSaidIsNot() {
        assertThat(route("""
                status:
                  parents:
                  - controllerName: example.com/somebody
                    parentRef: {group: core, kind: Service, namespace: shop, name: web, port: 80}
                    conditions: [{type: Accepted, status: "False", reason: Theirs}]
                  - controllerName: linkerd.io/policy-controller
                    parentRef: {group: core, kind: Service, namespace: shop, name: web, port: 80}
                    conditions:
                    - {type: Accepted, status: "True", reason: Accepted, message: as told, lastTransitionTime: "2026-01-01T00:00:00Z"}
                    - {type: ResolvedRefs, status: "False", reason: BackendNotFound}
                """).reported())
                .containsExactly(new ParentStatus(
                        new ParentRef("core", "Service", "shop", "web", Optional.empty(), OptionalInt.of(80)),
                        List.of(
                                new Condition("Accepted", true, "Accepted", "as told"),
                                new Condition("ResolvedRefs", false, "BackendNotFound", ""))));
    }

    @Test
    void whatTheMeshSaidOfARateLimitIsRead() {
        assertThat(limit("""
                status:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  conditions:
                  - {type: Known, status: "True"}
                  - {type: Accepted, status: "False", reason: NoMatchingTarget, message: where is it}
                """).reported())
                .contains(new RateLimitPolicy.Reported(
                        "web", new Condition("Accepted", false, "NoMatchingTarget", "where is it")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status: nonsense",
                "status: {parents: nonsense, conditions: nonsense}",
                "status: {parents: [{controllerName: linkerd.io/policy-controller, parentRef: {name: '?'}}]}",
                "status: {conditions: [{type: Accepted}]}"
            })
    void statusThatCannotBeReadCountsAsNone(String status) {
        assertThat(route(status).reported()).isEmpty();
        assertThat(limit(status).reported()).isEmpty();
    }

    @Test
    void objectsAreTheSameWhateverStandsInTheirStatus() {
        String parents = """
                status:
                  parents:
                  - controllerName: linkerd.io/policy-controller
                    parentRef: {name: web}
                """;
        assertThat(route(parents)).isNotEqualTo(route(""));
        assertThat(route(parents).unreported()).isEqualTo(route(""));
        String accepted = "status: {conditions: [{type: Accepted, status: \"True\"}]}";
        assertThat(limit(accepted)).isNotEqualTo(limit(""));
        assertThat(limit(accepted).unreported()).isEqualTo(limit(""));
    }

    @Test
    void whatTheMeshSaidOfAnEgressNetworkIsReadAndIsNoPartOfIt() {
        String accepted = "status: {conditions: [{type: Accepted, status: \"True\", reason: Accepted}]}";
        assertThat(network(accepted).reported()).contains(new Condition("Accepted", true, "Accepted", ""));
        assertThat(network("status: {conditions: [{type: Accepted}]}").reported())
                .isEmpty();
        assertThat(network(accepted).unreported()).isEqualTo(network(""));
    }

    private static EgressNetwork network(String status) {
        return Documents.read(EgressNetwork.class, """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: EgressNetwork
                metadata: {namespace: shop, name: world}
                spec: {trafficPolicy: Allow}
                """ + status);
    }

    private static Route route(String status) {
        return Documents.read(Route.class, ROUTE + status);
    }

    private static RateLimitPolicy limit(String status) {
        return Documents.read(RateLimitPolicy.class, LIMIT + status);
    }
}

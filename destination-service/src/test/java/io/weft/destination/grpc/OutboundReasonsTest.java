package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.reasons.Reason;
import io.weft.destination.reasons.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a route counts for a client or does not, in the words of the join that said so. */
class OutboundReasonsTest {
    private static final String ROUTE = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: HTTPRoute
            metadata: {namespace: %s, name: %s}
            spec:
              parentRefs: [{kind: Service, group: core, namespace: shop, name: web%s}]
              rules: [{matches: [{path: {value: /}}]%s}]
            ---
            """;

    private final TestMesh mesh = TestMesh.of(service("shop", "web")
            .ip("10.96.0.1")
            .port("http", 80)
            .port("alt", 81)
            .build());

    @Test
    void routesAreForEveryClientForOneNamespaceForAnotherPortOrForNobody() {
        mesh.apply(ROUTE.formatted("shop", "a-producer", "", "")
                + ROUTE.formatted("bank", "b-consumer", "", "")
                + ROUTE.formatted("shop", "c-other-port", ", port: 81", "")
                + ROUTE.formatted("shop", "d-strange", "", ", filters: [{type: URLRewrite}]"));

        assertThat(reasons("curl"))
                .contains(
                        new Reason("HTTPRoute shop/a-producer", Verdict.APPLIES, "the port is its parent"),
                        new Reason(
                                "HTTPRoute bank/b-consumer", Verdict.NO_MATCH, "is for clients of namespace bank only"),
                        new Reason("HTTPRoute shop/c-other-port", Verdict.NO_MATCH, "is about another port"),
                        new Reason(
                                "HTTPRoute shop/d-strange",
                                Verdict.REFUSED,
                                "is left out: the mesh has no filter URLRewrite"));
        assertThat(reasons("bank"))
                .contains(new Reason("HTTPRoute bank/b-consumer", Verdict.APPLIES, "the port is its parent"));
    }

    @Test
    void grpcRouteOverridesAnHttpRouteOfTheSameParent() {
        mesh.apply(ROUTE.formatted("shop", "http", "", "") + """
                apiVersion: gateway.networking.k8s.io/v1
                kind: GRPCRoute
                metadata: {namespace: shop, name: grpc}
                spec:
                  parentRefs: [{kind: Service, group: core, name: web}]
                  rules: [{matches: [{method: {service: a.B}}]}]
                """);

        assertThat(reasons("curl"))
                .contains(
                        new Reason("GRPCRoute shop/grpc", Verdict.APPLIES, "the port is its parent"),
                        new Reason(
                                "HTTPRoute shop/http",
                                Verdict.OVERRIDDEN,
                                "a route of a stronger kind has the same parent"));
    }

    @Test
    void splitOfAServiceAppliesAndTheOlderOneIsOverridden() {
        mesh.apply(split("first") + split("second"));

        assertThat(reasons("curl"))
                .contains(
                        new Reason(
                                "TrafficSplit shop/second",
                                Verdict.APPLIES,
                                "splits what no route with backends is about"),
                        new Reason(
                                "TrafficSplit shop/first",
                                Verdict.OVERRIDDEN,
                                "TrafficSplit shop/second, which is younger or sorts last, splits the Service"));
    }

    @Test
    void portSaysWhatItsProtocolIsKnownBy() {
        assertThat(reasons("curl"))
                .containsExactly(new Reason(
                        "Service shop/web port 80",
                        Verdict.APPLIES,
                        "neither appProtocol nor opaque ports say what it speaks: clients and routes do"));
    }

    private List<Reason> reasons(String client) {
        return new Inquiries(mesh.index, TestMesh.API)
                .outbound("web.shop.svc.cluster.local:80", client)
                .reasons();
    }

    private static String split(String name) {
        return """
                apiVersion: split.smi-spec.io/v1alpha2
                kind: TrafficSplit
                metadata: {namespace: shop, name: %s}
                spec: {service: web, backends: [{service: web, weight: 1}]}
                ---
                """.formatted(name);
    }
}

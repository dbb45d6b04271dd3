package io.weft.destination.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of crds, 11.3. */
class RouteStatusTest {
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: web}
            spec: {podSelector: {}, port: 8080}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80}]}
            """;
    private static final String OTHER =
            SERVICE.replace("name: web", "name: other").replace("0.1", "0.2");
    private static final String TO_SERVICE = "{group: core, kind: Service, name: web}";
    private static final String TO_SERVER = "{group: policy.linkerd.io, kind: Server, name: web}";

    @Test
    void serverThatIsThereIsAccepted() {
        assertThat(StatusTable.of(SERVER, http("shop", TO_SERVER)).ofRoute("route"))
                .containsExactly("[Accepted=Accepted]");
    }

    @Test
    void serverThatIsMissingMatchesNoParent() {
        StatusTable table = StatusTable.of(http("shop", TO_SERVER));
        assertThat(table.ofRoute("route")).containsExactly("[Accepted!=NoMatchingParent]");
        assertThat(table.messages("route")).containsExactly("There is no Server shop/web.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespace: bank", "port: 8080", "sectionName: http"})
    void serverElsewhereOrInPartIsIgnored(String more) {
        assertThat(StatusTable.of(SERVER, http("shop", TO_SERVER.replace("}", ", " + more + "}")))
                        .differing())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy.linkerd.io/v1beta3 HTTPRoute",
                "gateway.networking.k8s.io/v1 HTTPRoute",
                "gateway.networking.k8s.io/v1 GRPCRoute"
            })
    void serviceThatIsThereIsAcceptedForEveryKindOfRoute(String kind) {
        assertThat(StatusTable.of(SERVICE, route(kind, "shop", "route", TO_SERVICE))
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
    }

    @Test
    void serviceOfAnotherNamespaceIsAcceptedToo() {
        assertThat(StatusTable.of(SERVICE, http("bank", TO_SERVICE.replace("}", ", namespace: shop}")))
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
    }

    @Test
    void serviceThatIsMissingMatchesNoParent() {
        assertThat(StatusTable.of(http("shop", TO_SERVICE)).ofRoute("route"))
                .containsExactly("[Accepted!=NoMatchingParent, ResolvedRefs=ResolvedRefs]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusterIP: None", "type: ExternalName, externalName: example.com"})
    void serviceWithoutAnAddressMatchesNoParent(String spec) {
        StatusTable table = StatusTable.of(SERVICE.replace("clusterIP: 10.96.0.1", spec), http("shop", TO_SERVICE));
        assertThat(table.ofRoute("route")).containsExactly("[Accepted!=NoMatchingParent, ResolvedRefs=ResolvedRefs]");
        assertThat(table.messages("route")).containsExactly("Service shop/web must have a ClusterIP.");
    }

    @Test
    void gatewayAndAnythingElseIsIgnored() {
        assertThat(StatusTable.of(
                                SERVICE,
                                "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {namespace: shop, name: web}",
                                http("shop", "{name: web}, {group: example.com, kind: Thing, name: web}"))
                        .differing())
                .isEmpty();
    }

    @Test
    void parentWithoutKindThatIsNoGatewayIsTheServiceAsTheUserWroteIt() {
        StatusTable table = StatusTable.of(
                SERVICE, route("gateway.networking.k8s.io/v1 HTTPRoute", "shop", "route", "{name: web}"));
        assertThat(table.differing())
                .singleElement()
                .extracting(report ->
                        ((Report.OfParents) report).parents().getFirst().parent())
                .isEqualTo(new ParentRef(
                        "gateway.networking.k8s.io", "Gateway", "shop", "web", Optional.empty(), OptionalInt.empty()));
        assertThat(table.withoutFallback().differing()).isEmpty();
    }

    @Test
    void parentWithoutKindThatIsNeitherGatewayNorServiceIsIgnored() {
        assertThat(StatusTable.of(route("gateway.networking.k8s.io/v1 HTTPRoute", "shop", "route", "{name: web}"))
                        .differing())
                .isEmpty();
    }

    @Test
    void referenceIsEchoedWithWhatItLeavesOut() {
        assertThat(StatusTable.of(
                                SERVICE,
                                SERVER,
                                http(
                                        "shop",
                                        "{group: '', kind: Service, name: web, port: 80}, {kind: Server, name: web}"))
                        .differing())
                .singleElement()
                .extracting(report -> ((Report.OfParents) report)
                        .parents().stream().map(ParentStatus::parent).toList())
                .isEqualTo(List.of(
                        new ParentRef("core", "Service", "shop", "web", Optional.empty(), OptionalInt.of(80)),
                        new ParentRef(
                                "policy.linkerd.io", "Server", "shop", "web", Optional.empty(), OptionalInt.empty())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: other, port: 80}                                           | ResolvedRefs=ResolvedRefs",
                "{name: missing, port: 80}                                         | ResolvedRefs!=BackendNotFound",
                "{name: other, namespace: bank, port: 80}                          | ResolvedRefs!=BackendNotFound",
                "{group: example.com, kind: Bucket, name: other}                   | ResolvedRefs!=InvalidKind",
                "{name: other, port: 80}, {name: missing, port: 80}                | ResolvedRefs!=BackendNotFound"
            })
    void backendsAreLookedFor(String backends, String condition) {
        assertThat(StatusTable.of(
                                SERVICE,
                                OTHER,
                                http("shop", TO_SERVICE) + "  rules: [{backendRefs: [" + backends + "]}]\n")
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted, " + condition + "]");
    }

    @Test
    void weakerKindOfTheSameParentIsConflicted() {
        StatusTable table = StatusTable.of(SERVICE, http("shop", TO_SERVICE), grpc("shop", TO_SERVICE));
        assertThat(table.ofRoute("route"))
                .containsExactly("[Accepted!=RouteReasonConflicted, ResolvedRefs=ResolvedRefs]");
        assertThat(table.ofRoute("grpc")).containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
        assertThat(table.messages("route")).containsExactly("GRPCRoute shop/grpc has the same parent.");
    }

    @Test
    void ofKindsOfOneParentGrpcIsStrongerThanHttpThanTlsThanTcp() {
        String tls = route("gateway.networking.k8s.io/v1alpha2 TLSRoute", "shop", "tls", TO_SERVICE);
        String tcp = route("gateway.networking.k8s.io/v1alpha2 TCPRoute", "shop", "tcp", TO_SERVICE);
        String rule = "  rules: [{backendRefs: [{name: web, port: 80}]}]\n";
        StatusTable three = StatusTable.of(SERVICE, http("shop", TO_SERVICE), tls + rule, tcp + rule);
        assertThat(three.ofRoute("route")).containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
        assertThat(three.ofRoute("tls"))
                .containsExactly("[Accepted!=RouteReasonConflicted, ResolvedRefs=ResolvedRefs]");
        StatusTable two = StatusTable.of(SERVICE, tls + rule, tcp + rule);
        assertThat(two.ofRoute("tls")).containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
        assertThat(two.ofRoute("tcp")).containsExactly("[Accepted!=RouteReasonConflicted, ResolvedRefs=ResolvedRefs]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 80 |          | other port restriction",
                "         | port: 80 | other port restriction",
                "port: 80 | port: 81 | other port restriction"
            })
    void kindsOnDifferentPortsDoNotConflict(String mine, String theirs, String why) {
        assertThat(StatusTable.of(SERVICE, http("shop", with(mine)), grpc("shop", with(theirs)))
                        .ofRoute("route"))
                .as(why)
                .containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
    }

    @Test
    void routeForClientsOfOneNamespaceTakesNothingFromThoseOfAll() {
        String elsewhere = TO_SERVICE.replace("}", ", namespace: shop}");
        assertThat(StatusTable.of(SERVICE, http("shop", TO_SERVICE), grpc("bank", elsewhere))
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted, ResolvedRefs=ResolvedRefs]");
        assertThat(StatusTable.of(SERVICE, http("bank", elsewhere), grpc("shop", TO_SERVICE))
                        .ofRoute("route"))
                .containsExactly("[Accepted!=RouteReasonConflicted, ResolvedRefs=ResolvedRefs]");
    }

    @Test
    void kindsOfTheSameServerDoNotConflict() {
        assertThat(StatusTable.of(SERVER, http("shop", TO_SERVER), grpc("shop", TO_SERVER))
                        .ofRoute("route"))
                .containsExactly("[Accepted=Accepted]");
    }

    @Test
    void fieldsNobodyKnowsAreNamed() {
        assertThat(StatusTable.of(SERVICE, http("shop", TO_SERVICE))
                        .unknown(id -> id.kind() == ResourceKind.HTTP_ROUTE ? List.of("spec.colour") : List.of())
                        .messages("route"))
                .containsExactly("The field spec.colour is not known, and left out.");
    }

    @Test
    void filterTheMeshDoesNotHaveIsNamed() {
        String mirror =
                "  rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}]}]\n";
        assertThat(StatusTable.of(
                                SERVICE,
                                route("gateway.networking.k8s.io/v1 HTTPRoute", "shop", "route", TO_SERVICE) + mirror)
                        .messages("route"))
                .containsExactly("The route is left out: the mesh has no filter RequestMirror.");
    }

    @Test
    void filterThatServersDoNotHaveIsNamedWhereTheParentIsOne() {
        String change =
                "  rules: [{filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [x]}}]}]\n";
        assertThat(StatusTable.of(
                                SERVER,
                                SERVICE,
                                route(
                                                "gateway.networking.k8s.io/v1 HTTPRoute",
                                                "shop",
                                                "route",
                                                TO_SERVER + ", " + TO_SERVICE)
                                        + change)
                        .messages("route"))
                .containsExactly("The route is left out: servers have no filter ResponseHeaderModifier.");
    }

    @Test
    void statusThatSaysItAllIsLeftAsItIs() {
        StatusTable table = StatusTable.of(SERVICE, http("shop", TO_SERVICE));
        List<ParentStatus> wanted = ((Report.OfParents) table.differing().getFirst()).parents();
        table.told.put(reported(table, wanted));

        assertThat(table.differing()).isEmpty();
    }

    @Test
    void parentThatIsNoLongerNamedIsTakenOutOfTheStatus() {
        StatusTable table = StatusTable.of(SERVICE, http("shop", TO_SERVICE));
        List<ParentStatus> wanted = ((Report.OfParents) table.differing().getFirst()).parents();
        ParentStatus old = new ParentStatus(
                new ParentRef("core", "Service", "shop", "old", Optional.empty(), OptionalInt.empty()), List.of());
        table.told.put(reported(table, List.of(old, wanted.getFirst())));

        assertThat(table.differing())
                .containsExactly(
                        new Report.OfParents(table.differing().getFirst().id(), wanted));
    }

    private static Route reported(StatusTable table, List<ParentStatus> statuses) {
        Route route = table.told.all(Route.class).findFirst().orElseThrow();
        return new Route(
                route.metadata(),
                route.kind(),
                route.parents(),
                route.hostnames(),
                route.rules(),
                route.retries(),
                route.timeouts(),
                statuses);
    }

    private static String with(String more) {
        return more == null ? TO_SERVICE : TO_SERVICE.replace("}", ", " + more + "}");
    }

    private static String http(String namespace, String parents) {
        return route("policy.linkerd.io/v1beta3 HTTPRoute", namespace, "route", parents);
    }

    private static String grpc(String namespace, String parents) {
        return route("gateway.networking.k8s.io/v1 GRPCRoute", namespace, "grpc", parents);
    }

    private static String route(String kind, String namespace, String name, String parents) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {namespace: %s, name: %s}
                spec:
                  parentRefs: [%s]
                """.formatted(kind.split(" ", -1)[0], kind.split(" ", -1)[1], namespace, name, parents);
    }
}

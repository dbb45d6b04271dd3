package io.weft.destination.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.cluster.PodBuilder;
import io.weft.destination.reasons.Explained;
import io.weft.destination.reasons.Reason;
import io.weft.destination.reasons.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why an object counts or does not, in the words of the join that said so. */
class ReasonsTest {
    private static final PodBuilder WEB = PodBuilder.pod("shop", "web-1").label("app", "web");
    private final PolicyTable table = PolicyTable.usual();

    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: %s}
            spec: {podSelector: {matchLabels: {app: %s}}, port: %s}
            ---
            """;

    @Test
    void portWithoutAServerFollowsTheDefaultPolicyAndServersThatAreAboutSomethingElseSayWhat() {
        table.given(SERVER.formatted("bank", "bank", 80) + SERVER.formatted("other", "web", 81));

        assertThat(reasons(80))
                .containsExactly(
                        new Reason("Server shop/bank", Verdict.NO_MATCH, "does not select the workload"),
                        new Reason("Server shop/other", Verdict.NO_MATCH, "is about 81"),
                        new Reason("default policy all-unauthenticated", Verdict.APPLIES, "no Server has the port"));
    }

    @Test
    void laterServerIsOverridden() {
        table.given(SERVER.formatted("a", "web", 80) + SERVER.formatted("b", "web", 80));

        assertThat(reasons(80))
                .contains(
                        new Reason("Server shop/a", Verdict.APPLIES, "claims the port, the oldest that does"),
                        new Reason(
                                "Server shop/b",
                                Verdict.OVERRIDDEN,
                                "Server shop/a, which is older or sorts first, has the port"));
    }

    @Test
    void everyAuthorizationPolicySaysWhomItLetsInOrWhyNobody() {
        table.given(SERVER.formatted("web", "web", 80)
                + policy("accounts", "Server", "web", "[{kind: ServiceAccount, name: curl}]")
                + policy("elsewhere", "Server", "bank", "[{kind: ServiceAccount, name: curl}]")
                + policy("empty", "Server", "web", "[]")
                + policy(
                        "gone",
                        "Server",
                        "web",
                        "[{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: nowhere}]"));

        assertThat(reasons(80))
                .contains(
                        new Reason("accessPolicy deny", Verdict.APPLIES, "the Server by itself lets nobody in"),
                        new Reason(
                                "AuthorizationPolicy shop/accounts",
                                Verdict.APPLIES,
                                "lets in curl.shop.serviceaccount.identity.linkerd.cluster.local"),
                        new Reason("AuthorizationPolicy shop/elsewhere", Verdict.NO_MATCH, "targets Server bank"),
                        new Reason(
                                "AuthorizationPolicy shop/empty",
                                Verdict.REFUSED,
                                "requires nothing, and such policies let nobody in"),
                        new Reason(
                                "AuthorizationPolicy shop/gone",
                                Verdict.REFUSED,
                                "requires MeshTLSAuthentication shop/nowhere, which does not exist: it lets nobody in"));
    }

    @Test
    void routeOfAServerAppliesAndOneOfAnotherDoesNot() {
        table.given(SERVER.formatted("web", "web", 80)
                + route("mine", "web")
                + route("others", "bank")
                + policy("reads", "HTTPRoute", "mine", "[{kind: ServiceAccount, name: curl}]"));

        assertThat(reasons(80))
                .contains(
                        new Reason(
                                "HTTPRoute shop/mine",
                                Verdict.APPLIES,
                                "the Server is its parent; what no route takes is answered 404"),
                        new Reason("HTTPRoute shop/others", Verdict.NO_MATCH, "the Server is not its parent"),
                        new Reason(
                                "AuthorizationPolicy shop/reads",
                                Verdict.APPLIES,
                                "lets in curl.shop.serviceaccount.identity.linkerd.cluster.local"));
    }

    @Test
    void answerWithReasonsIsTheAnswerThatProxiesGet() {
        table.given(SERVER.formatted("web", "web", 80)
                + route("mine", "web")
                + policy("accounts", "Server", "web", "[{kind: ServiceAccount, name: curl}]"));

        assertThat(explained(80).answer()).isEqualTo(table.served(WEB, 80));
        assertThat(explained(81).answer()).isEqualTo(table.served(WEB, 81));
    }

    private List<Reason> reasons(int port) {
        return explained(port).reasons();
    }

    private Explained<ServedPort> explained(int port) {
        return table.explain(WEB, port);
    }

    private static String policy(String name, String kind, String target, String refs) {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {namespace: shop, name: %s}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: %s, name: %s}
                  requiredAuthenticationRefs: %s
                ---
                """.formatted(name, kind, target, refs);
    }

    private static String route(String name, String server) {
        return """
                apiVersion: policy.linkerd.io/v1beta3
                kind: HTTPRoute
                metadata: {namespace: shop, name: %s}
                spec:
                  parentRefs: [{group: policy.linkerd.io, kind: Server, name: %s}]
                  rules: [{matches: [{path: {value: /}}]}]
                ---
                """.formatted(name, server);
    }
}

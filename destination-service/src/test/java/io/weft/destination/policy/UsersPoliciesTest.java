package io.weft.destination.policy;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.policy.PolicyTable.meshed;
import static io.weft.destination.policy.PolicyTable.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.cluster.PodBuilder;
import org.junit.jupiter.api.Test;

/** The manifests users are shown first, word for word. */
class UsersPoliciesTest {
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: Server
            metadata:
              name: my-app
              namespace: my-app
            spec:
              podSelector:
                matchLabels:
                  app: my-app
              port: 80
              proxyProtocol: HTTP/2
            """;
    private static final String ALLOW_MESH = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: AuthorizationPolicy
            metadata:
              name: allow-mesh
              namespace: my-app
            spec:
              targetRef:
                group: policy.linkerd.io
                kind: Server
                name: my-app
              requiredAuthenticationRefs:
              - group: policy.linkerd.io
                kind: MeshTLSAuthentication
                name: allow-mesh
            ---
            apiVersion: policy.linkerd.io/v1beta1
            kind: MeshTLSAuthentication
            metadata:
              name: allow-mesh
              namespace: my-app
            spec:
              identityRefs:
              - group: core
                kind: ServiceAccount
                name: "*"   # any service account in the mesh
            """;
    private static final String ALLOW_FROM_NS_X = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: AuthorizationPolicy
            metadata:
              name: allow-from-ns-x
              namespace: my-app
            spec:
              targetRef:
                group: policy.linkerd.io
                kind: Server
                name: my-app
              requiredAuthenticationRefs:
              - group: policy.linkerd.io
                kind: MeshTLSAuthentication
                name: allow-from-ns-x
            ---
            apiVersion: policy.linkerd.io/v1beta1
            kind: MeshTLSAuthentication
            metadata:
              name: allow-from-ns-x
              namespace: my-app
            spec:
              identityRefs:
              - group: core
                kind: ServiceAccount
                name: app-x-sa
                namespace: app-x
            """;
    private static final String DENY_ALL = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: AuthorizationPolicy
            metadata:
              name: deny-all
              namespace: my-app
            spec:
              targetRef:
                group: policy.linkerd.io
                kind: Server
                name: my-app
              requiredAuthenticationRefs: []   # empty = no auth = denied
            """;

    private final PodBuilder app = pod("my-app", "my-app-1").label("app", "my-app");

    @Test
    void serverOfALegacyAppWithoutSidecarChangesNothingForOthers() {
        PolicyTable table = PolicyTable.usual().given("""
                        apiVersion: policy.linkerd.io/v1beta1
                        kind: Server
                        metadata:
                          name: legacy
                          namespace: my-app
                        spec:
                          podSelector:
                            matchLabels:
                              app: legacy-app
                          port: 80
                          proxyProtocol: "unknown"   # accept plain or mTLS
                        """);

        assertThat(table.admits(app, 80, plain("10.42.9.9"))).isTrue();
    }

    @Test
    void everyServiceAccountOfTheMeshIsLetInAndNobodyElse() {
        PolicyTable table = PolicyTable.usual().given(SERVER + "---\n" + ALLOW_MESH);

        assertThat(table.admits(app, 80, meshed("any", "where"))).isTrue();
        assertThat(table.admits(app, 80, plain("10.42.9.9"))).isFalse();
    }

    @Test
    void oneServiceAccountIsLetInAndNobodyElse() {
        PolicyTable table = PolicyTable.usual().given(SERVER + "---\n" + ALLOW_FROM_NS_X);

        assertThat(table.admits(app, 80, meshed("app-x-sa", "app-x"))).isTrue();
        assertThat(table.admits(app, 80, meshed("other", "app-x"))).isFalse();
        assertThat(table.admits(app, 80, meshed("app-x-sa", "app-y"))).isFalse();
        assertThat(table.admits(app, 80, plain("10.42.9.9"))).isFalse();
    }

    @Test
    void policyThatRequiresNothingLetsNobodyIn() {
        PolicyTable table = PolicyTable.usual().given(SERVER + "---\n" + DENY_ALL);

        assertThat(table.admits(app, 80, meshed("any", "where"))).isFalse();
        assertThat(table.admits(app, 80, plain("10.42.9.9"))).isFalse();
    }

    @Test
    void policyThatRequiresNothingTakesNothingFromOtherPolicies() {
        PolicyTable table = PolicyTable.usual().given(SERVER + "---\n" + DENY_ALL + "---\n" + ALLOW_MESH);

        assertThat(table.admits(app, 80, meshed("any", "where"))).isTrue();
    }
}

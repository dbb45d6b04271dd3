package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationRef;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.MeshTlsAuthentication.AnyIdentity;
import io.weft.kubernetes.resource.MeshTlsAuthentication.ServiceAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policy manifests as users write them, word for word. */
class UsersManifestsTest {
    @Test
    void theLegacyServer() {
        assertThat(read(Server.class, """
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
                        """))
                .isEqualTo(new Server(
                        Metadata.of("my-app", "legacy"),
                        new Server.Pods(LabelSelector.ofLabels(Map.of("app", "legacy-app"))),
                        new PortRef.Numbered(80),
                        ProxyProtocol.UNKNOWN,
                        AccessPolicy.DENY));
    }

    @Test
    void theHttp2Server() {
        assertThat(read(Server.class, """
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
                        """).proxyProtocol()).isEqualTo(ProxyProtocol.HTTP_2);
    }

    @Test
    void thePolicyThatAllowsTheMesh() {
        assertThat(read(AuthorizationPolicy.class, """
                        # AuthorizationPolicy (allow from same mesh)
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
                        """))
                .isEqualTo(new AuthorizationPolicy(
                        Metadata.of("my-app", "allow-mesh"),
                        new TargetRef(TargetKind.SERVER, "my-app"),
                        List.of(new AuthenticationRef(AuthenticationKind.MESH_TLS, "my-app", "allow-mesh"))));
    }

    @Test
    void anyServiceAccountInTheMesh() {
        assertThat(read(MeshTlsAuthentication.class, """
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
                        """))
                .isEqualTo(new MeshTlsAuthentication(
                        Metadata.of("my-app", "allow-mesh"), List.of(), List.of(new AnyIdentity())));
    }

    @Test
    void anAccountOfAnotherTeam() {
        assertThat(read(MeshTlsAuthentication.class, """
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
                        """).identityRefs())
                .containsExactly(new ServiceAccount("app-x", "app-x-sa"));
    }

    @Test
    void denyAll() {
        assertThat(read(AuthorizationPolicy.class, """
                        apiVersion: policy.linkerd.io/v1beta1
                        kind: AuthorizationPolicy
                        metadata: {name: deny, namespace: my-app}
                        spec:
                          targetRef: {group: policy.linkerd.io, kind: Server, name: my-app}
                          requiredAuthenticationRefs: []   # empty = no auth = denied
                        """).requiredAuthenticationRefs())
                .isEmpty();
    }
}

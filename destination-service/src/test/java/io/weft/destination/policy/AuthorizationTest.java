package io.weft.destination.policy;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.policy.PolicyTable.meshed;
import static io.weft.destination.policy.PolicyTable.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.Peer;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.PodBuilder;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.PortRef;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets through to a port that a Server has. */
class AuthorizationTest {
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop, labels: {tier: front}}
            spec: {podSelector: {}, port: 8080}
            """;
    private final PodBuilder web = pod("shop", "web-1");
    private final PolicyTable table = PolicyTable.usual().given(SERVER);

    @Test
    void serverThatNoPolicyTargetsDenies() {
        assertThat(table.port(web, 8080).authorizations()).isEmpty();
    }

    @Test
    void accessPolicyOfTheServerAddsItsOwnAuthorization() {
        table.given("""
                apiVersion: policy.linkerd.io/v1beta3
                kind: Server
                metadata: {name: web, namespace: shop}
                spec: {podSelector: {}, port: 8080, accessPolicy: audit}
                """);

        assertThat(table.port(web, 8080).authorizations())
                .singleElement()
                .extracting(Authorization::ref)
                .isEqualTo(ResourceRef.ofDefault("audit"));
    }

    @Test
    void severalPoliciesOnOneTargetAddUp() {
        table.given(mesh("a", "[a.shop.serviceaccount.identity.linkerd.cluster.local]") + policy("a", "a"))
                .given(mesh("b", "[b.shop.serviceaccount.identity.linkerd.cluster.local]") + policy("b", "b"));

        assertThat(table.admits(web, 8080, meshed("a", "shop"))).isTrue();
        assertThat(table.admits(web, 8080, meshed("b", "shop"))).isTrue();
        assertThat(table.admits(web, 8080, meshed("c", "shop"))).isFalse();
        assertThat(table.port(web, 8080).authorizations())
                .extracting(Authorization::ref)
                .containsExactlyInAnyOrder(
                        ResourceRef.of("policy.linkerd.io", "authorizationpolicy", "", "a"),
                        ResourceRef.of("policy.linkerd.io", "authorizationpolicy", "", "b"));
    }

    @Test
    void allAuthenticationsOfOnePolicyMustHold() {
        table.given(mesh("mesh", "['*']") + """
                ---
                apiVersion: policy.linkerd.io/v1alpha1
                kind: NetworkAuthentication
                metadata: {name: office, namespace: shop}
                spec: {networks: [{cidr: 10.42.0.0/16, except: [10.42.9.0/24]}]}
                ---
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {name: both, namespace: shop}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  requiredAuthenticationRefs:
                  - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: mesh}
                  - {group: policy.linkerd.io, kind: NetworkAuthentication, name: office}
                """);
        WorkloadIdentity client = WorkloadIdentity.of("a", "b", "linkerd", "cluster.local");

        assertThat(table.admits(web, 8080, Peer.meshed(InetAddress.ofLiteral("10.42.1.1"), client)))
                .isTrue();
        assertThat(table.admits(web, 8080, Peer.meshed(InetAddress.ofLiteral("10.42.9.9"), client)))
                .isFalse();
        assertThat(table.admits(web, 8080, plain("10.42.1.1"))).isFalse();
    }

    @Test
    void policyWithoutMeshIdentityLetsPlaintextInFromItsNetworks() {
        table.given("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: NetworkAuthentication
                metadata: {name: host, namespace: other}
                spec: {networks: [{cidr: 192.0.2.7}]}
                ---
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {name: host, namespace: shop}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  requiredAuthenticationRefs:
                  - {group: policy.linkerd.io, kind: NetworkAuthentication, name: host, namespace: other}
                """);

        assertThat(table.admits(web, 8080, plain("192.0.2.7"))).isTrue();
        assertThat(table.admits(web, 8080, plain("192.0.2.8"))).isFalse();
    }

    @Test
    void referenceToNothingDisablesThePolicyUntilItAppears() {
        table.given(policy("web", "missing"));
        assertThat(table.port(web, 8080).authorizations()).isEmpty();
        assertThat(table.complaints)
                .singleElement()
                .asString()
                .contains("AuthorizationPolicy shop/web", "MeshTLSAuthentication shop/missing");

        table.given(mesh("missing", "['*']"));
        assertThat(table.admits(web, 8080, meshed("a", "b"))).isTrue();
    }

    @Test
    void authenticationThatChangesOrGoesChangesThePortsOfEveryNamespaceThatRefersToIt() {
        var everyone = Manifests.read("""
                        apiVersion: policy.linkerd.io/v1alpha1
                        kind: MeshTLSAuthentication
                        metadata: {name: everyone, namespace: platform}
                        spec: {identities: ["*"]}
                        """).getFirst();
        table.given(everyone).given("""
                        apiVersion: policy.linkerd.io/v1alpha1
                        kind: AuthorizationPolicy
                        metadata: {name: web, namespace: shop}
                        spec:
                          targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                          requiredAuthenticationRefs:
                          - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: everyone, namespace: platform}
                        """);
        assertThat(table.admits(web, 8080, meshed("a", "b"))).isTrue();

        assertThat(table.without(everyone).admits(web, 8080, meshed("a", "b"))).isFalse();
    }

    @Test
    void policyOnTheNamespaceCoversItsServersAndNotPortsWithoutOne() {
        table.given(mesh("mesh", "['*']")).given("""
                        apiVersion: policy.linkerd.io/v1alpha1
                        kind: AuthorizationPolicy
                        metadata: {name: all, namespace: shop}
                        spec:
                          targetRef: {group: core, kind: Namespace, name: shop}
                          requiredAuthenticationRefs:
                          - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: mesh}
                        """);

        assertThat(table.admits(web, 8080, meshed("a", "b"))).isTrue();
        assertThat(table.port(web, 9090).authorizations())
                .extracting(authorization -> authorization.ref().name())
                .containsExactly("all-unauthenticated");
    }

    @Test
    void serviceAccountMayBeRequiredWithoutAnAuthenticationObject() {
        table.given("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {name: account, namespace: shop}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
                """);

        assertThat(table.admits(web, 8080, meshed("cart", "shop"))).isTrue();
        assertThat(table.admits(web, 8080, meshed("cart", "other"))).isFalse();
        assertThat(table.admits(web, 8080, plain("10.42.9.9"))).isFalse();
    }

    @Test
    void policyThatRequiresNothingLetsEverybodyInWhereTheMeshIsSetSo() {
        PolicyTable lenient = new PolicyTable(Settings.with(AccessPolicy.DENY, true)).given(SERVER);
        lenient.given("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {name: open, namespace: shop}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  requiredAuthenticationRefs: []
                """);

        assertThat(lenient.admits(web, 8080, plain("203.0.113.1"))).isTrue();
    }

    @ParameterizedTest(name = "{0}: a.shop {1}, b.shop {2}, a.other {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "identities: ['*'] | true | true | true",
                "identities: ['*.shop.serviceaccount.identity.linkerd.cluster.local'] | true | true | false",
                "identities: ['a.shop.serviceaccount.identity.linkerd.cluster.local'] | true | false | false",
                "identities: ['spiffe://cluster.local/a'] | false | false | false",
                "identityRefs: [{kind: ServiceAccount, name: a}] | true | false | false",
                "identityRefs: [{group: core, kind: ServiceAccount, name: a, namespace: other}] | false | false | true",
                "identityRefs: [{kind: ServiceAccount, name: '*'}] | true | true | true",
                "identityRefs: [{kind: ServiceAccount, name: '*', namespace: shop}] | true | true | false",
                "identityRefs: [{kind: Namespace, name: shop}] | true | true | false",
            })
    void identitiesMeanWhomTheyName(String spec, boolean aShop, boolean bShop, boolean aOther) {
        table.given(policy("web", "clients")).given("""
                        apiVersion: policy.linkerd.io/v1beta1
                        kind: MeshTLSAuthentication
                        metadata: {name: clients, namespace: shop}
                        spec: {%s}
                        """.formatted(spec));

        assertThat(table.admits(web, 8080, meshed("a", "shop"))).isEqualTo(aShop);
        assertThat(table.admits(web, 8080, meshed("b", "shop"))).isEqualTo(bShop);
        assertThat(table.admits(web, 8080, meshed("a", "other"))).isEqualTo(aOther);
        assertThat(table.admits(web, 8080, plain("10.42.9.9"))).isFalse();
    }

    @ParameterizedTest(name = "server {0}, client {1}: plain inside {2}, plain outside {3}, a.shop {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name: web | unauthenticated: true | true | false | true",
                "name: other | unauthenticated: true | false | false | false",
                "selector: {matchLabels: {tier: front}} | unauthenticated: true | true | false | true",
                "selector: {matchLabels: {tier: back}} | unauthenticated: true | false | false | false",
                "name: web | unauthenticated: true, networks: [{cidr: 0.0.0.0/0}] | true | true | true",
                "name: web | meshTLS: {identities: ['*']} | false | false | true",
                "name: web | meshTLS: {unauthenticatedTLS: true} | false | false | true",
                "name: web | meshTLS: {serviceAccounts: [{name: a}]} | false | false | true",
                "name: web | meshTLS: {serviceAccounts: [{name: a, namespace: other}]} | false | false | false",
                "name: web | meshTLS: {} | false | false | false",
                "name: web | networks: [{cidr: 0.0.0.0/0}] | false | false | false",
            })
    void olderAuthorizationsLetInWhomTheyName(
            String server, String client, boolean inside, boolean outside, boolean aShop) {
        table.given("""
                apiVersion: policy.linkerd.io/v1beta1
                kind: ServerAuthorization
                metadata: {name: older, namespace: shop}
                spec:
                  server: {%s}
                  client: {%s}
                """.formatted(server, client));

        assertThat(table.admits(web, 8080, plain("10.42.9.9"))).isEqualTo(inside);
        assertThat(table.admits(web, 8080, plain("203.0.113.1"))).isEqualTo(outside);
        assertThat(table.admits(web, 8080, meshed("a", "shop"))).isEqualTo(aShop);
        assertThat(table.port(web, 8080).authorizations())
                .allSatisfy(authorization -> assertThat(authorization.ref())
                        .isEqualTo(ResourceRef.of("policy.linkerd.io", "serverauthorization", "", "older")));
    }

    @Test
    void unreadablePolicyOfANamespaceDeniesItsEveryPortEvenToHealthChecks() {
        table.given(new PolicyQuarantine(Optional.of("shop")));
        web.probe("/ready", new PortRef.Numbered(9090));

        assertThat(table.port(web, 8080).authorizations()).isEmpty();
        assertThat(table.port(web, 9090).authorizations()).isEmpty();
        assertThat(table.port(web, 9090).routes())
                .allSatisfy(route -> assertThat(route.authorizations()).isEmpty());
        assertThat(table.port(web, 3306).authorizations()).isEmpty();
        assertThat(table.port(pod("other", "web"), 8080).authorizations()).isNotEmpty();
    }

    @Test
    void unreadablePolicyOfNoKnownNamespaceDeniesEverywhereUntilItGoes() {
        PolicyQuarantine quarantine = new PolicyQuarantine(Optional.empty());
        table.given(quarantine);
        assertThat(table.port(pod("other", "web"), 8080).authorizations()).isEmpty();

        assertThat(table.without(quarantine).port(pod("other", "web"), 8080).authorizations())
                .isNotEmpty();
    }

    private static String mesh(String name, String identities) {
        return """
        ---
        apiVersion: policy.linkerd.io/v1alpha1
        kind: MeshTLSAuthentication
        metadata: {name: %s, namespace: shop}
        spec: {identities: %s}
        """.formatted(name, identities);
    }

    private static String policy(String name, String authentication) {
        return """
        ---
        apiVersion: policy.linkerd.io/v1alpha1
        kind: AuthorizationPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          targetRef: {group: policy.linkerd.io, kind: Server, name: web}
          requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: %s}]
        """.formatted(name, authentication);
    }
}

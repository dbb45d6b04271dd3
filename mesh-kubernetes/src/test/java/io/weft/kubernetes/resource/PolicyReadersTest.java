package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.weft.core.Network;
import io.weft.core.policy.ClientNetwork;
import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationRef;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.MeshTlsAuthentication.AnyIdentity;
import io.weft.kubernetes.resource.MeshTlsAuthentication.EveryServiceAccount;
import io.weft.kubernetes.resource.MeshTlsAuthentication.ServiceAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReadersTest {
    @Nested
    class Servers {
        private static final String PODS = "podSelector: {matchLabels: {app: web}}";

        private String server(String version, String spec) {
            return document("policy.linkerd.io/" + version, "Server", "spec: {" + spec + "}");
        }

        @Test
        void defaultsAreUnknownProtocolAndDeny() {
            assertThat(read(Server.class, server("v1beta3", PODS + ", port: http")))
                    .isEqualTo(new Server(
                            Metadata.of("shop", "web"),
                            new Server.Pods(LabelSelector.ofLabels(Map.of("app", "web"))),
                            new PortRef.Named("http"),
                            ProxyProtocol.UNKNOWN,
                            AccessPolicy.DENY));
        }

        @ParameterizedTest
        @EnumSource
        void everyProtocolIsReadToTheLetter(ProxyProtocol protocol) {
            Server server = read(
                    Server.class, server("v1beta3", PODS + ", port: 80, proxyProtocol: '" + protocol.text() + "'"));

            assertThat(server.proxyProtocol()).isEqualTo(protocol);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http/1", "HTTP/3", "GRPC", "Opaque", "tls", "''"})
        void aProtocolInAnotherSpellingIsRefused(String protocol) {
            refusal(server("v1beta3", PODS + ", port: 80, proxyProtocol: " + protocol))
                    .hasMessageStartingWith("spec.proxyProtocol is ")
                    .hasMessageEndingWith("allowed, to the letter: unknown, HTTP/1, HTTP/2, gRPC, opaque, TLS");
        }

        @ParameterizedTest
        @CsvSource({
            "all-authenticated, ALL_AUTHENTICATED",
            "all-unauthenticated, ALL_UNAUTHENTICATED",
            "cluster-authenticated, CLUSTER_AUTHENTICATED",
            "cluster-unauthenticated, CLUSTER_UNAUTHENTICATED",
            "deny, DENY",
            "audit, AUDIT"
        })
        void everyAccessPolicyIsReadInEveryVersion(String text, AccessPolicy policy) {
            assertThat(ResourceKind.SERVER.versions())
                    .allSatisfy(version -> assertThat(
                                    read(Server.class, server(version, PODS + ", port: 80, accessPolicy: " + text))
                                            .accessPolicy())
                            .isEqualTo(policy));
        }

        @Test
        void anotherAccessPolicyIsRefused() {
            refusal(server("v1beta3", PODS + ", port: 80, accessPolicy: allow"))
                    .hasMessageStartingWith("spec.accessPolicy is 'allow': allowed, to the letter: all-authenticated");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "65536",
                    "-1",
                    "80.5",
                    "true",
                    "'80'",
                    "Http",
                    "a-very-long-port-name",
                    "[80]",
                    "a--b",
                    "0x50",
                    "0o120",
                    "'0b1'"
                })
        void aPortThatIsNoneIsRefused(String port) {
            refusal(server("v1beta3", PODS + ", port: " + port))
                    .hasMessageStartingWith("spec.port is ")
                    .hasMessageContaining("a number from 1 to 65535, or a port's name");
        }

        @Test
        void aMissingPortIsRefused() {
            refusal(server("v1beta3", PODS)).hasMessageStartingWith("spec.port is missing: ");
        }

        @Test
        void bothSelectorsOrNoneAreRefused() {
            refusal(server("v1beta3", PODS + ", externalWorkloadSelector: {}, port: 80"))
                    .hasMessage(
                            "spec.externalWorkloadSelector is an object: podSelector is given too; only one is allowed");
            refusal(server("v1beta3", "port: 80"))
                    .hasMessage("spec.podSelector is missing: it, or externalWorkloadSelector, is required");
        }

        @ParameterizedTest
        @ValueSource(strings = {"v1alpha1", "v1beta1"})
        void olderVersionsKnowPodsOnly(String version) {
            refusal(server(version, "externalWorkloadSelector: {}, port: 80"))
                    .hasMessage("spec.externalWorkloadSelector is an object: version " + version
                            + " knows podSelector only; use v1beta3");
            refusal(server(version, "port: 80"))
                    .hasMessage("spec.podSelector is missing: it is required in version " + version);
        }

        @ParameterizedTest
        @ValueSource(strings = {"v1beta2", "v1beta3"})
        void newerVersionsKnowExternalWorkloads(String version) {
            Server server = read(Server.class, server(version, "externalWorkloadSelector: {}, port: 80"));

            assertThat(server.workloads()).isEqualTo(new Server.ExternalWorkloads(LabelSelector.everything()));
        }

        @Test
        void theFirstVersionWantsExactlyOneFormOfSelector() {
            refusal(server("v1alpha1", "podSelector: {}, port: 80"))
                    .hasMessageContaining("exactly one of matchLabels and matchExpressions is required");
            refusal(server("v1alpha1", "podSelector: {matchLabels: {}, matchExpressions: []}, port: 80"))
                    .hasMessageContaining("exactly one of matchLabels and matchExpressions is required");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{key: a, operator: in, values: [b]} | .operator is 'in': allowed, to the letter: In, NotIn, Exists",
                    "{key: a, operator: In} | .values is missing: In needs at least one value",
                    "{key: a, operator: NotIn, values: []} | .values is a list: NotIn needs at least one value",
                    "{key: a, operator: Exists, values: [b]} | .values is a list: Exists takes no values",
                    "{operator: Exists} | .key is missing: a string is required",
                    "{key: a} | .operator is missing: an operator is required",
                    "a | is 'a': an object is required"
                })
        void aSelectorTermThatMeansNothingIsRefused(String term, String message) {
            refusal(server("v1beta3", "port: 80, podSelector: {matchExpressions: [" + term + "]}"))
                    .hasMessageContaining(message);
        }
    }

    @Nested
    class ServerAuthorizations {
        private String authorization(String server, String client) {
            return document(
                    "policy.linkerd.io/v1beta1",
                    "ServerAuthorization",
                    "spec: {server: {" + server + "}, client: {" + client + "}}");
        }

        @Test
        void clientsAreReadWhole() {
            ServerAuthorization read =
                    read(ServerAuthorization.class, authorization("name: http", """
                    networks: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}, {cidr: "::1"}],
                    meshTLS: {identities: ["*", "*.shop", a.b], serviceAccounts: [{name: x}, {name: y, namespace: bank}]}
                    """.replace('\n', ' ')));

            assertThat(read.server()).isEqualTo(new ServerAuthorization.Named("http"));
            assertThat(read.client().networks())
                    .containsExactly(
                            new ClientNetwork(network("10.0.0.0/8"), List.of(network("10.1.0.0/16"))),
                            ClientNetwork.of(network("::1")));
            assertThat(read.client().meshTls())
                    .contains(new ServerAuthorization.MeshTls(
                            false,
                            List.of("*", "*.shop", "a.b"),
                            List.of(
                                    new ServerAuthorization.ServiceAccountRef("shop", "x"),
                                    new ServerAuthorization.ServiceAccountRef("bank", "y"))));
        }

        @Test
        void serversAreChosenByNameOrByLabel() {
            Server server = new Server(
                    Metadata.of("shop", "http").withLabels(Map.of("tier", "front")),
                    new Server.Pods(LabelSelector.everything()),
                    new PortRef.Numbered(80),
                    ProxyProtocol.UNKNOWN,
                    AccessPolicy.DENY);

            assertThat(read(ServerAuthorization.class, authorization("name: http", "unauthenticated: true"))
                            .server())
                    .matches(servers -> servers.includes(server));
            assertThat(read(ServerAuthorization.class, authorization("selector: {matchLabels: {tier: back}}", ""))
                            .server())
                    .matches(servers -> !servers.includes(server));
        }

        @Test
        void aClientThatMeansNobodyIsStillReadable() {
            assertThat(read(ServerAuthorization.class, authorization("name: http", ""))
                            .client())
                    .isEqualTo(new ServerAuthorization.Client(List.of(), false, java.util.Optional.empty()));
        }

        @Test
        void exactlyOneWayToChooseServersIsRequired() {
            refusal(authorization("", "unauthenticated: true"))
                    .hasMessage("spec.server is an object: exactly one of name and selector is required");
            refusal(authorization("name: a, selector: {}", "unauthenticated: true"))
                    .hasMessage("spec.server is an object: exactly one of name and selector is required");
            refusal(authorization("name: a.b", "unauthenticated: true"))
                    .hasMessageStartingWith("spec.server.name is 'a.b': a DNS label is required");
        }

        @Test
        void contradictingClientsAreRefused() {
            refusal(authorization("name: a", "unauthenticated: true, meshTLS: {unauthenticatedTLS: true}"))
                    .hasMessage(
                            "spec.client.meshTLS is an object: client.unauthenticated is true; only one is allowed");
            refusal(authorization("name: a", "meshTLS: {unauthenticatedTLS: true, identities: ['*']}"))
                    .hasMessage(
                            "spec.client.meshTLS.unauthenticatedTLS is 'true': identities or serviceAccounts are given"
                                    + " too; only one is allowed");
            refusal(authorization("name: a", "meshTLS: {unauthenticatedTLS: true, serviceAccounts: [{name: b}]}"))
                    .hasMessageStartingWith("spec.client.meshTLS.unauthenticatedTLS is 'true'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"'a.*'", "'**'", "'*a'", "A", "a..b", "''", "7"})
        void anIdentityOfAnotherFormIsRefused(String identity) {
            refusal(authorization("name: a", "meshTLS: {identities: [" + identity + "]}"))
                    .hasMessageStartingWith("spec.client.meshTLS.identities[0] is ");
        }

        @Test
        void aBadNetworkIsRefusedHereToo() {
            refusal(authorization("name: a", "networks: [{cidr: 10.0.0.0/33}]"))
                    .hasMessageStartingWith("spec.client.networks[0].cidr is '10.0.0.0/33'");
        }
    }

    @Nested
    class AuthorizationPolicies {
        private static final String SERVER = "targetRef: {group: policy.linkerd.io, kind: Server, name: http}";

        private String policy(String spec) {
            return document("policy.linkerd.io/v1alpha1", "AuthorizationPolicy", "spec: {" + spec + "}");
        }

        private String refs(String refs) {
            return policy(SERVER + ", requiredAuthenticationRefs: [" + refs + "]");
        }

        @ParameterizedTest
        @CsvSource({
            "policy.linkerd.io, Server, SERVER",
            "POLICY.linkerd.io, server, SERVER",
            "policy.linkerd.io, HTTPRoute, HTTP_ROUTE",
            "gateway.networking.k8s.io, HTTPRoute, GATEWAY_HTTP_ROUTE",
            "gateway.networking.k8s.io, GRPCRoute, GATEWAY_GRPC_ROUTE",
            "core, Namespace, NAMESPACE",
            "'', Namespace, NAMESPACE"
        })
        void everyTargetIsReadWhateverTheCaseOfItsGroup(String group, String kind, TargetKind expected) {
            AuthorizationPolicy policy = read(
                    AuthorizationPolicy.class,
                    policy("targetRef: {group: '%s', kind: %s, name: shop}, requiredAuthenticationRefs: []"
                            .formatted(group, kind)));

            assertThat(policy.targetRef()).isEqualTo(new TargetRef(expected, "shop"));
            assertThat(policy.requiredAuthenticationRefs()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"apps, Deployment", "'', Server", "policy.linkerd.io, Namespace", "core, GRPCRoute"})
        void anotherTargetIsRefused(String group, String kind) {
            refusal(policy("targetRef: {group: '%s', kind: %s, name: shop}, requiredAuthenticationRefs: []"
                            .formatted(group, kind)))
                    .hasMessage("spec.targetRef.kind is '" + kind
                            + "': Server, Namespace, HTTPRoute or GRPCRoute, each with its group, is allowed");
        }

        @Test
        void aNamespaceTargetMustBeItsOwn() {
            refusal(policy("targetRef: {kind: Namespace, name: bank}, requiredAuthenticationRefs: []"))
                    .hasMessage("spec.targetRef.name is 'bank': the policy's own namespace, 'shop', is allowed");
        }

        @Test
        void refsAreReadAndTheirNamespaceDefaultsToThePolicysOwn() {
            AuthorizationPolicy policy = read(AuthorizationPolicy.class, refs("""
                    {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: mesh},
                    {group: policy.linkerd.io, kind: NetworkAuthentication, name: net, namespace: bank}
                    """.replace('\n', ' ')));

            assertThat(policy.requiredAuthenticationRefs())
                    .containsExactly(
                            new AuthenticationRef(AuthenticationKind.MESH_TLS, "shop", "mesh"),
                            new AuthenticationRef(AuthenticationKind.NETWORK, "bank", "net"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"core", "''"})
        void aServiceAccountIsOfTheCoreGroup(String group) {
            assertThat(read(
                                    AuthorizationPolicy.class,
                                    refs("{group: %s, kind: ServiceAccount, name: a}".formatted(group)))
                            .requiredAuthenticationRefs())
                    .containsExactly(new AuthenticationRef(AuthenticationKind.SERVICE_ACCOUNT, "shop", "a"));
        }

        @Test
        void aMissingListIsRefusedThoughAnEmptyOneIsNot() {
            refusal(policy(SERVER))
                    .hasMessage("spec.requiredAuthenticationRefs is missing: a list, empty if need be, is required");
        }

        @ParameterizedTest
        @CsvSource({
            "policy.linkerd.io, MeshTLSAuthentication",
            "policy.linkerd.io, NetworkAuthentication",
            "core, ServiceAccount"
        })
        void twoRefsOfOneKindAreRefused(String group, String kind) {
            String ref = "{group: %s, kind: %s, name: a}".formatted(group, kind);
            refusal(refs(ref + ", " + ref))
                    .hasMessage("spec.requiredAuthenticationRefs[1] is an object: one " + kind
                            + " is allowed; write one policy for each instead");
        }

        @Test
        void meshAndAccountTogetherAreRefused() {
            refusal(
                            refs(
                                    "{kind: ServiceAccount, name: a}, {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: b}"))
                    .hasMessageContaining("a MeshTLSAuthentication or a ServiceAccount is allowed, not both");
        }

        @ParameterizedTest
        @CsvSource({"policy.linkerd.io, Server", "'', MeshTLSAuthentication", "policy.linkerd.io, ServiceAccount"})
        void anotherAuthenticationIsRefused(String group, String kind) {
            refusal(refs("{group: '%s', kind: %s, name: a}".formatted(group, kind)))
                    .hasMessageStartingWith("spec.requiredAuthenticationRefs[0].kind is '" + kind + "': ");
        }
    }

    @Nested
    class MeshTlsAuthentications {
        private String authentication(String spec) {
            return document("policy.linkerd.io/v1alpha1", "MeshTLSAuthentication", "spec: {" + spec + "}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "*",
                    "*.shop.serviceaccount.identity.linkerd.cluster.local",
                    "a.shop.serviceaccount.identity.linkerd.cluster.local",
                    "spiffe://cluster.local/ns/Shop/sa_1",
                    "spiffe://cluster.local/a..b/.c",
                    "spiffe://td"
                })
        void identitiesOfEveryFormAreRead(String identity) {
            assertThat(read(MeshTlsAuthentication.class, authentication("identities: ['" + identity + "']"))
                            .identities())
                    .containsExactly(identity);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "A.b",
                    "*b",
                    "a.*.b",
                    "a.",
                    "spiffe://",
                    "spiffe://TD/x",
                    "spiffe://td/",
                    "spiffe://td//x",
                    "spiffe://td/./x",
                    "spiffe://td/x/..",
                    "spiffe://td/x y"
                })
        void identitiesOfNoFormAreRefused(String identity) {
            refusal(authentication("identities: ['" + identity + "']"))
                    .hasMessageStartingWith("spec.identities[0] is '" + identity + "': ");
        }

        @Test
        void refsNameOneAccountOrManyOrAll() {
            assertThat(read(MeshTlsAuthentication.class, authentication("""
                            identityRefs: [{kind: ServiceAccount, name: a}, {group: core, kind: serviceaccount, name: a,
                            namespace: bank}, {kind: Namespace, name: bank}, {kind: ServiceAccount, name: "*"},
                            {kind: ServiceAccount, name: "*", namespace: bank}]
                            """.replace('\n', ' ')))
                            .identityRefs())
                    .containsExactly(
                            new ServiceAccount("shop", "a"),
                            new ServiceAccount("bank", "a"),
                            new EveryServiceAccount("bank"),
                            new AnyIdentity(),
                            new EveryServiceAccount("bank"));
        }

        @Test
        void exactlyOneListWithAtLeastOneEntryIsRequired() {
            refusal(authentication("")).hasMessageContaining("exactly one of identities and identityRefs is required");
            refusal(authentication("identities: ['*'], identityRefs: [{kind: ServiceAccount, name: a}]"))
                    .hasMessageContaining("exactly one of identities and identityRefs is required");
            refusal(authentication("identities: []")).hasMessage("spec.identities is a list: at least one is required");
            refusal(authentication("identityRefs: []"))
                    .hasMessage("spec.identityRefs is a list: at least one is required");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{kind: Pod, name: a} | spec.identityRefs[0].kind is 'Pod': ServiceAccount or Namespace",
                    "{group: apps, kind: ServiceAccount, name: a} | spec.identityRefs[0].kind is 'ServiceAccount'",
                    "{kind: Namespace, name: a, namespace: b} | spec.identityRefs[0].namespace is 'b': it must not be given",
                    "{kind: Namespace} | spec.identityRefs[0].name is missing",
                    "{kind: Namespace, name: '*'} | spec.identityRefs[0].name is '*': a DNS label is required",
                    "{kind: ServiceAccount} | spec.identityRefs[0].name is missing"
                })
        void refsThatMeanNothingAreRefused(String ref, String message) {
            refusal(authentication("identityRefs: [" + ref + "]")).hasMessageStartingWith(message);
        }
    }

    @Nested
    class NetworkAuthentications {
        private String authentication(String networks) {
            return document(
                    "policy.linkerd.io/v1alpha1", "NetworkAuthentication", "spec: {networks: [" + networks + "]}");
        }

        @Test
        void networksAreReadAndABareAddressIsAHost() {
            assertThat(read(NetworkAuthentication.class, authentication("{cidr: 10.0.0.7}, {cidr: 'fd00::/8'}"))
                            .networks())
                    .containsExactly(ClientNetwork.of(network("10.0.0.7/32")), ClientNetwork.of(network("fd00::/8")));
        }

        @Test
        void atLeastOneIsRequired() {
            refusal(authentication("")).hasMessage("spec.networks is a list: at least one network is required");
            refusal(document("policy.linkerd.io/v1beta1", "NetworkAuthentication", "spec: {}"))
                    .hasMessage("spec.networks is missing: at least one network is required");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "10.0.0.0/33",
                    "10.0/8",
                    "10",
                    "10.0.0.256",
                    "a.b.c.d",
                    "fe80::1%eth0",
                    "10.0.0.0/+8",
                    "",
                    "::/129"
                })
        void whatIsNoNetworkIsRefused(String cidr) {
            refusal(authentication("{cidr: '" + cidr + "'}"))
                    .hasMessage("spec.networks[0].cidr is '" + cidr
                            + "': a network like 10.0.0.0/8 or fd00::/8, or an address, is allowed");
        }

        @Test
        void anExceptionMustLieInsideAndLeaveSomething() {
            refusal(authentication("{cidr: 10.0.0.0/8, except: [11.0.0.0/16]}"))
                    .hasMessage("spec.networks[0].except[0] is '11.0.0.0/16': a part of 10.0.0.0/8 is allowed");
            refusal(authentication("{cidr: 10.0.0.0/8, except: [10.0.0.0/7]}"))
                    .hasMessageContaining("a part of 10.0.0.0/8 is allowed");
            refusal(authentication("{cidr: 10.0.0.0/8, except: [10.9.0.0/8]}")).hasMessageContaining("nothing is left");
            assertThatCode(() -> Documents.reading(authentication("{cidr: 10.0.0.0/8, except: [10.1.2.3]}")))
                    .doesNotThrowAnyException();
        }
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}

package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.reading;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A slip of the pen in a policy never makes it allow more. */
class StrictFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Server | port: 80, podSelector: {matchLabel: {app: web}} | spec.podSelector.matchLabel"
                        + " | matchLabels, matchExpressions",
                "Server | port: 80, podSelector: {}, accesPolicy: deny | spec.accesPolicy"
                        + " | podSelector, externalWorkloadSelector, port, proxyProtocol, accessPolicy",
                "Server | port: 80, podSelector: {matchExpressions: [{key: a, operator: Exists, value: b}]}"
                        + " | spec.podSelector.matchExpressions[0].value | key, operator, values",
                "ServerAuthorization | server: {selector: {matchLabel: {}}}, client: {unauthenticated: true}"
                        + " | spec.server.selector.matchLabel | matchLabels, matchExpressions",
                "ServerAuthorization | server: {name: a, names: b}, client: {unauthenticated: true}"
                        + " | spec.server.names | name, selector",
                "ServerAuthorization | server: {name: a}, client: {network: [], unauthenticated: true}"
                        + " | spec.client.network | networks, unauthenticated, meshTLS",
                "ServerAuthorization | server: {name: a}, client: {meshTLS: {identity: []}}"
                        + " | spec.client.meshTLS.identity | unauthenticatedTLS, identities, serviceAccounts",
                "ServerAuthorization | server: {name: a}, client: {meshTLS: {serviceAccounts: [{name: a, ns: b}]}}"
                        + " | spec.client.meshTLS.serviceAccounts[0].ns | name, namespace",
                "ServerAuthorization | server: {name: a}, clients: {} | spec.clients | server, client",
                "AuthorizationPolicy | targetRef: {kind: Namespace, name: shop, section: b}, requiredAuthenticationRefs: []"
                        + " | spec.targetRef.section | group, kind, name",
                "AuthorizationPolicy | targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: [{kind:"
                        + " ServiceAccount, name: a, ns: b}] | spec.requiredAuthenticationRefs[0].ns"
                        + " | group, kind, name, namespace",
                "AuthorizationPolicy | targetRefs: {}, requiredAuthenticationRefs: [] | spec.targetRefs"
                        + " | targetRef, requiredAuthenticationRefs",
                "MeshTLSAuthentication | identities: [a], identityRef: [] | spec.identityRef | identities, identityRefs",
                "MeshTLSAuthentication | identityRefs: [{kind: ServiceAccount, name: a, ns: b}]"
                        + " | spec.identityRefs[0].ns | group, kind, name, namespace",
                "NetworkAuthentication | networks: [{cidr: 10.0.0.0/8, excepts: [10.1.0.0/16]}]"
                        + " | spec.networks[0].excepts | cidr, except",
                "NetworkAuthentication | networks: [{cidr: 10.0.0.0/8}], network: [] | spec.network | networks"
            })
    void aFieldThatAPolicyDoesNotHaveIsRefused(String kind, String spec, String field, String known) {
        refusal(policy(kind, spec))
                .hasMessageStartingWith(field + " is ")
                .hasMessageEndingWith(": there is no such field; here are known: " + known);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Server | port: 80, podSelector: {matchLabels: } | spec.podSelector.matchLabels",
                "Server | port: 80, podSelector: {matchExpressions: } | spec.podSelector.matchExpressions",
                "NetworkAuthentication | networks: [{cidr: 10.0.0.0/8, except: }] | spec.networks[0].except",
                "ServerAuthorization | server: {name: a}, client: {networks: , unauthenticated: true}"
                        + " | spec.client.networks"
            })
    void aFieldOfAPolicyWithoutAValueIsRefused(String kind, String spec, String field) {
        refusal(policy(kind, spec)).hasMessage(field + " is null: a value is required; or leave the field out");
    }

    @Test
    void aLabelWithoutAValueIsRefusedInEverySelector() {
        String reason = " is null: a string is required, and '' is one; or leave the label out";
        refusal(policy("Server", "port: 80, podSelector: {matchLabels: {app: web, tier: }}"))
                .hasMessage("spec.podSelector.matchLabels['tier']" + reason);
        refusal(policy("ServerAuthorization", "server: {selector: {matchLabels: {tier: }}}, client: {}"))
                .hasMessage("spec.server.selector.matchLabels['tier']" + reason);
        refusal(document("v1", "Service", "spec: {selector: {app: web, tier: }}"))
                .hasMessage("spec.selector['tier']" + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Service", "Pod"})
    void whatElseOtherKindsHaveIsTheirAffair(String kind) {
        assertThatCode(() -> reading(document("v1", kind, "spec: {invented: 1, another: }\nstatus: {invented: 1}")))
                .doesNotThrowAnyException();
    }

    private static String policy(String kind, String spec) {
        String version = kind.equals("Server") ? "v1beta3" : "v1alpha1";
        return document("policy.linkerd.io/" + version, kind, "spec: {" + spec + "}");
    }
}

package io.weft.destination.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** crds, 2.1, 3.6, 4 to 9, 11.2: one row for each rejection, and what is let in beside it. */
class ResourceAdmissionTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final ResourceAdmission admission = new ResourceAdmission();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{routes: [null]} | spec.routes[0] is null: an object is required",
                "{routes: [{condition: {method: GET}}]} | spec.routes[0].name is missing: a string is required",
                "{routes: [{name: a, condition: {}}]} | spec.routes[0].condition is an object: at least one of all, any, not, pathRegex and method is required",
                "{routes: [{name: a, condition: {all: [{any: [{}]}]}}]} | spec.routes[0].condition.all[0].any[0] is an object: at least one of all, any, not, pathRegex and method is required",
                "{routes: [{name: a, condition: {not: {}}}]} | spec.routes[0].condition.not is an object: at least one of all, any, not, pathRegex and method is required",
                "{routes: [{name: a, condition: {pathRegex: '('}}]} | spec.routes[0].condition.pathRegex is '(': a regular expression is required (Unclosed group)",
                "{routes: [{name: a, timeout: 5}]} | spec.routes[0].timeout is '5': a string is required",
                "{routes: [{name: a, timeout: soon}]} | spec.routes[0].timeout is 'soon': a duration like 500ms, 5s or 1m30s is allowed",
                "{routes: [{name: a, responseClasses: [{isFailure: true}]}]} | spec.routes[0].responseClasses[0].condition is missing: an object is required",
                "{routes: [{name: a, responseClasses: [{condition: {}}]}]} | spec.routes[0].responseClasses[0].condition is an object: at least one of all, any, not and status is required",
                "{routes: [{name: a, responseClasses: [{condition: {status: {min: 99}}}]}]} | spec.routes[0].responseClasses[0].condition.status.min is '99': a status from 100 to 599 is allowed",
                "{routes: [{name: a, responseClasses: [{condition: {status: {max: 600}}}]}]} | spec.routes[0].responseClasses[0].condition.status.max is '600': a status from 100 to 599 is allowed",
                "{routes: [{name: a, responseClasses: [{condition: {status: {min: 500, max: 400}}}]}]} | spec.routes[0].responseClasses[0].condition.status is an object: a min that is not above max is required",
                "{retryBudget: {retryRatio: -0.1, minRetriesPerSecond: 1, ttl: 10s}} | spec.retryBudget.retryRatio is '-0.1': a number, at least 0, is required",
                "{retryBudget: {retryRatio: 0.1, minRetriesPerSecond: 1, ttl: ever}} | spec.retryBudget.ttl is 'ever': a duration like 500ms, 5s or 1m30s is allowed",
                "{route: []} | spec.route is a list: there is no such field; here are known: routes, retryBudget, dstOverrides, opaquePorts",
            })
    void aServiceProfileIsRefused(String spec, String why) {
        assertThat(decide("linkerd.io/v1alpha2", "ServiceProfile", spec)).isEqualTo(Verdict.refused(why));
    }

    @Test
    void aServiceProfileWhoseNameIsNoSubdomainIsRefused() {
        assertThat(decide("""
                        apiVersion: linkerd.io/v1alpha2
                        kind: ServiceProfile
                        metadata: {namespace: shop, name: Web_1}
                        spec: {}
                        """).refusal())
                .hasValueSatisfying(why -> assertThat(why).startsWith("metadata.name is 'Web_1': DNS labels"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{routes: [{name: GET /api}, {name: all}]}",
                "{routes: [{name: a, condition: {not: [{method: GET}]}, retryBudget: {retryRatio: 0.2, maxRetriesPerSecond: 100}}]}",
                "{routes: [{name: a, responseClasses: [{condition: {status: {min: 0, max: 500}}, isFailure: true}]}]}",
                "{dstOverrides: [{authority: 'web.shop.svc.cluster.local:80', weight: 500m}]}",
            })
    void aServiceProfileIsLetIn(String spec) {
        assertThat(decide("linkerd.io/v1alpha2", "ServiceProfile", spec)).isEqualTo(Verdict.ALLOWED);
        assertThat(decide("linkerd.io/v1alpha1", "ServiceProfile", spec)).isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Server
                "v1beta3 | Server | {podSelector: {}, port: 0} | spec.port is '0': a number from 1 to 65535, or a port's name (1 to 15 of a-z, 0-9 and single '-', with a letter among them), is allowed",
                "v1beta3 | Server | {podSelector: {}, port: 80, proxyProtocol: http/1} | spec.proxyProtocol is 'http/1': allowed, to the letter: unknown, HTTP/1, HTTP/2, gRPC, opaque, TLS",
                "v1beta3 | Server | {podSelector: {}, externalWorkloadSelector: {}, port: 80} | spec.externalWorkloadSelector is an object: podSelector is given too; only one is allowed",
                "v1beta3 | Server | {port: 80} | spec.podSelector is missing: it, or externalWorkloadSelector, is required",
                "v1beta3 | Server | {podSelector: {}, port: 80, accessPolicy: allow} | spec.accessPolicy is 'allow': allowed, to the letter: all-authenticated, all-unauthenticated, cluster-authenticated, cluster-unauthenticated, deny, audit",
                "v1alpha1 | Server | {podSelector: {}, port: 80} | spec.podSelector is an object: in version v1alpha1 exactly one of matchLabels and matchExpressions is required",
                // ServerAuthorization
                "v1beta1 | ServerAuthorization | {server: {name: a, selector: {}}, client: {}} | spec.server is an object: exactly one of name and selector is required",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {unauthenticated: true, meshTLS: {identities: ['*']}}} | spec.client.meshTLS is an object: client.unauthenticated is true; only one is allowed",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {meshTLS: {unauthenticatedTLS: true, identities: ['*']}}} | spec.client.meshTLS.unauthenticatedTLS is 'true': identities or serviceAccounts are given too; only one is allowed",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {meshTLS: {unauthenticatedTLS: true, serviceAccounts: [{name: b}]}}} | spec.client.meshTLS.unauthenticatedTLS is 'true': identities or serviceAccounts are given too; only one is allowed",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {networks: [{cidr: 10.0.0.0/33}]}} | spec.client.networks[0].cidr is '10.0.0.0/33': a network like 10.0.0.0/8 or fd00::/8, or an address, is allowed",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {networks: [{cidr: 10.0.0.0/8, except: [11.0.0.0/16]}]}} | spec.client.networks[0].except[0] is '11.0.0.0/16': a part of 10.0.0.0/8 is allowed",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {networks: [{cidr: 10.0.0.0/8, except: [10.0.0.0/8]}]}} | spec.client.networks[0].except[0] is '10.0.0.0/8': all of 10.0.0.0/8 is excepted; nothing is left",
                // AuthorizationPolicy
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: a}, {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: b}]} | spec.requiredAuthenticationRefs[1] is an object: one MeshTLSAuthentication is allowed; write one policy for each instead",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: a}, {kind: ServiceAccount, name: b}]} | spec.requiredAuthenticationRefs[1] is an object: one ServiceAccount is allowed; write one policy for each instead",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: a}, {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: b}]} | spec.requiredAuthenticationRefs[1] is an object: a MeshTLSAuthentication or a ServiceAccount is allowed, not both",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: NetworkAuthentication, name: a}, {group: policy.linkerd.io, kind: NetworkAuthentication, name: b}]} | spec.requiredAuthenticationRefs[1] is an object: one NetworkAuthentication is allowed; write one policy for each instead",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{kind: Secret, name: a}]} | spec.requiredAuthenticationRefs[0].kind is 'Secret': MeshTLSAuthentication, NetworkAuthentication or ServiceAccount, each with its group, is allowed",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: apps, kind: Deployment, name: a}, requiredAuthenticationRefs: []} | spec.targetRef.kind is 'Deployment': Server, Namespace, HTTPRoute or GRPCRoute, each with its group, is allowed",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {kind: Namespace, name: bank}, requiredAuthenticationRefs: []} | spec.targetRef.name is 'bank': the policy's own namespace, 'shop', is allowed",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}} | spec.requiredAuthenticationRefs is missing: a list, empty if need be, is required",
                // MeshTLSAuthentication
                "v1alpha1 | MeshTLSAuthentication | {} | spec is an object: exactly one of identities and identityRefs is required",
                "v1alpha1 | MeshTLSAuthentication | {identities: ['*'], identityRefs: [{kind: ServiceAccount, name: a}]} | spec is an object: exactly one of identities and identityRefs is required",
                "v1alpha1 | MeshTLSAuthentication | {identities: []} | spec.identities is a list: at least one is required",
                "v1alpha1 | MeshTLSAuthentication | {identityRefs: []} | spec.identityRefs is a list: at least one is required",
                "v1alpha1 | MeshTLSAuthentication | {identityRefs: [{kind: Namespace, name: a, namespace: b}]} | spec.identityRefs[0].namespace is 'b': it must not be given with kind Namespace",
                "v1alpha1 | MeshTLSAuthentication | {identityRefs: [{kind: Pod, name: a}]} | spec.identityRefs[0].kind is 'Pod': ServiceAccount or Namespace, of group core, is allowed",
                "v1alpha1 | MeshTLSAuthentication | {identities: ['a b']} | spec.identities[0] is 'a b': '*', '*.' and a DNS name, a DNS name, or a SPIFFE id is allowed",
                "v1alpha1 | MeshTLSAuthentication | {identities: ['spiffe://td/a/']} | spec.identities[0] is 'spiffe://td/a/': a SPIFFE id like spiffe://domain/path is allowed: a-z, 0-9, '-', '.' and '_' in the domain, upper case too in the path, no segment that is empty, '.' or '..'",
                "v1alpha1 | MeshTLSAuthentication | {identities: ['spiffe://td/a/../b']} | spec.identities[0] is 'spiffe://td/a/../b': a SPIFFE id like spiffe://domain/path is allowed: a-z, 0-9, '-', '.' and '_' in the domain, upper case too in the path, no segment that is empty, '.' or '..'",
                // NetworkAuthentication
                "v1alpha1 | NetworkAuthentication | {networks: []} | spec.networks is a list: at least one network is required",
                "v1alpha1 | NetworkAuthentication | {networks: [{cidr: everywhere}]} | spec.networks[0].cidr is 'everywhere': a network like 10.0.0.0/8 or fd00::/8, or an address, is allowed",
                "v1alpha1 | NetworkAuthentication | {networks: [{cidr: 10.1.0.0/16, except: [10.0.0.0/8]}]} | spec.networks[0].except[0] is '10.0.0.0/8': a part of 10.1.0.0/16 is allowed",
                "v1alpha1 | NetworkAuthentication | {networks: [{cidr: 10.1.0.0/16, except: [10.1.0.0/16]}]} | spec.networks[0].except[0] is '10.1.0.0/16': all of 10.1.0.0/16 is excepted; nothing is left",
                // HTTPLocalRateLimitPolicy
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, total: {requestsPerSecond: 0}} | spec.total.requestsPerSecond is '0': a whole number from 1 to 4294967295 is required",
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, identity: {requestsPerSecond: -1}} | spec.identity.requestsPerSecond is '-1': a whole number from 1 to 4294967295 is required",
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, total: {requestsPerSecond: 9}, identity: {requestsPerSecond: 10}} | spec.identity is an object: at most the total is allowed",
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, total: {requestsPerSecond: 9}, overrides: [{requestsPerSecond: 10, clientRefs: [{kind: ServiceAccount, name: a}]}]} | spec.overrides[0].requestsPerSecond is '10': at most the total is allowed",
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {kind: Service, name: a}} | spec.targetRef.kind is 'Service': Server of group policy.linkerd.io is allowed",
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, overrides: [{requestsPerSecond: 1, clientRefs: [{kind: User, name: a}]}]} | spec.overrides[0].clientRefs[0].kind is 'User': ServiceAccount is allowed",
                // EgressNetwork
                "v1alpha1 | EgressNetwork | {} | spec.trafficPolicy is missing: Allow or Deny is required",
                "v1alpha1 | EgressNetwork | {trafficPolicy: allow} | spec.trafficPolicy is 'allow': allowed, to the letter: Allow, Deny",
                "v1alpha1 | EgressNetwork | {trafficPolicy: Allow, networks: []} | spec.networks is a list: at least one network is required; without the field all are meant",
                "v1alpha1 | EgressNetwork | {trafficPolicy: Allow, networks: [{cidr: 1.0.0.0/33}]} | spec.networks[0].cidr is '1.0.0.0/33': a network like 10.0.0.0/8 or fd00::/8, or an address, is allowed",
                "v1alpha1 | EgressNetwork | {trafficPolicy: Allow, networks: [{cidr: 1.0.0.0/8, except: [2.0.0.0/16]}]} | spec.networks[0].except[0] is '2.0.0.0/16': a part of 1.0.0.0/8 is allowed",
                "v1alpha1 | EgressNetwork | {trafficPolicy: Allow, networks: [{cidr: 1.0.0.0/8, except: [1.0.0.0/8]}]} | spec.networks[0].except[0] is '1.0.0.0/8': all of 1.0.0.0/8 is excepted; nothing is left",
            })
    void aPolicyIsRefused(String version, String kind, String spec, String why) {
        assertThat(decide("policy.linkerd.io/" + version, kind, spec)).isEqualTo(Verdict.refused(why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1alpha1 | Server | {podSelector: {matchLabels: {app: web}}, port: http}",
                "v1beta1 | Server | {podSelector: {}, port: 80, proxyProtocol: unknown}",
                "v1beta3 | Server | {externalWorkloadSelector: {}, port: 65535, proxyProtocol: gRPC, accessPolicy: audit}",
                "v1beta1 | ServerAuthorization | {server: {selector: {}}, client: {unauthenticated: true, networks: [{cidr: 10.0.0.1}]}}",
                "v1beta1 | ServerAuthorization | {server: {name: a}, client: {}}",
                "v1beta1 | AuthorizationPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: []}",
                "v1alpha1 | AuthorizationPolicy | {targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: NetworkAuthentication, name: a, namespace: bank}, {kind: ServiceAccount, name: b}]}",
                "v1beta1 | MeshTLSAuthentication | {identityRefs: [{group: core, kind: ServiceAccount, name: '*'}, {kind: Namespace, name: bank}]}",
                "v1alpha1 | MeshTLSAuthentication | {identities: ['*', '*.bank.serviceaccount.identity.linkerd.cluster.local', 'spiffe://td/A/b.c']}",
                "v1beta1 | NetworkAuthentication | {networks: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}, {cidr: fd00::1}]}",
                "v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, total: {requestsPerSecond: 9}, identity: {requestsPerSecond: 9}, overrides: [{requestsPerSecond: 9, clientRefs: [{kind: ServiceAccount, name: a, namespace: bank}]}]}",
                "v1alpha1 | EgressNetwork | {trafficPolicy: Deny}",
                "v1alpha1 | EgressNetwork | {trafficPolicy: Allow, networks: [{cidr: 1.0.0.0/8, except: [1.1.0.0/16]}]}",
            })
    void aPolicyIsLetIn(String version, String kind, String spec) {
        assertThat(decide("policy.linkerd.io/" + version, kind, spec)).isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy.linkerd.io/v1beta3 | HTTPRoute | {rules: [{matches: [{path: {value: api}}]}]} | spec.rules[0].matches[0].path.value is 'api': a path that begins with '/' is required",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{matches: [{path: {type: Exact, value: api}}]}]} | spec.rules[0].matches[0].path.value is 'api': a path that begins with '/' is required",
                "policy.linkerd.io/v1beta3 | HTTPRoute | {rules: [{matches: [{path: {type: RegularExpression, value: '['}}]}]} | spec.rules[0].matches[0].path.value is '[': a regular expression is required (Unclosed character class)",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{matches: [{path: {type: RegularExpression, value: '['}}]}]} | spec.rules[0].matches[0].path.value is '[': a regular expression is required (Unclosed character class)",
                "policy.linkerd.io/v1beta3 | HTTPRoute | {rules: [{filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: a}}}]}]} | spec.rules[0].filters[0].requestRedirect.path.replaceFullPath is 'a': a path that begins with '/' is required",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: a}}}]}]} | spec.rules[0].filters[0].requestRedirect.path.replacePrefixMatch is 'a': a path that begins with '/' is required",
                "policy.linkerd.io/v1beta3 | HTTPRoute | {rules: [{timeouts: {request: -1s}}]} | spec.rules[0].timeouts.request is '-1s': a duration like 500ms, 5s or 1m30s is allowed",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{timeouts: {request: 1s, backendRequest: 2s}}]} | spec.rules[0].timeouts.backendRequest is '2s': at most the time-out of the request is allowed",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{backendRefs: [{name: a}]}]} | spec.rules[0].backendRefs[0].port is missing: the port of a Service is required",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{backendRefs: [{name: a, port: 0}]}]} | spec.rules[0].backendRefs[0].port is '0': a number from 1 to 65535 is allowed",
                "gateway.networking.k8s.io/v1 | GRPCRoute | {rules: [{matches: [{method: {type: RegularExpression, service: a}}]}]} | spec.rules[0].matches[0].method.type is 'RegularExpression': Exact is allowed",
                "policy.linkerd.io/v1beta3 | HTTPRoute | {parentRefs: [{kind: EgressNetwork, name: a}]} | spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: a}]} | spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
                "gateway.networking.k8s.io/v1 | GRPCRoute | {parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: a}]} | spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
                "gateway.networking.k8s.io/v1alpha2 | TLSRoute | {parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: a}], rules: [{}]} | spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
                "gateway.networking.k8s.io/v1alpha2 | TCPRoute | {parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: a}], rules: [{}]} | spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
                "gateway.networking.k8s.io/v1alpha2 | TLSRoute | {hostnames: [a.example.com]} | spec.rules is missing: exactly one rule is required",
                "gateway.networking.k8s.io/v1alpha2 | TLSRoute | {rules: [{}, {}]} | spec.rules is a list: exactly one rule is required",
                "gateway.networking.k8s.io/v1alpha2 | TCPRoute | {rules: []} | spec.rules is a list: exactly one rule is required",
                "gateway.networking.k8s.io/v1alpha2 | TCPRoute | {rules: [{}, {}]} | spec.rules is a list: exactly one rule is required",
            })
    void aRouteIsRefused(String apiVersion, String kind, String spec, String why) {
        assertThat(decide(apiVersion, kind, spec)).isEqualTo(Verdict.refused(why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy.linkerd.io/v1beta3 | HTTPRoute | {rules: [{backendRefs: [{name: a}]}]}",
                "gateway.networking.k8s.io/v1beta1 | HTTPRoute | {parentRefs: [{name: web}], rules: [{backendRefs: [{name: a, kind: Bucket, group: example.com}]}]}",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}}}, {type: URLRewrite}, {type: ExtensionRef}]}]}",
                "gateway.networking.k8s.io/v1 | GRPCRoute | {parentRefs: [{group: '', kind: Service, name: web}], rules: [{matches: [{method: {service: a.B}}]}]}",
                "gateway.networking.k8s.io/v1 | HTTPRoute | {parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: a, port: 80}]}",
                "gateway.networking.k8s.io/v1alpha2 | TLSRoute | {parentRefs: [{group: '', kind: Service, name: web}], hostnames: ['*.example.com'], rules: [{backendRefs: [{name: a, port: 443}]}]}",
                "gateway.networking.k8s.io/v1alpha2 | TCPRoute | {parentRefs: [{group: '', kind: Service, name: web, port: 5432}], rules: [{backendRefs: [{name: a, port: 5432, weight: 0}]}]}",
            })
    void aRouteIsLetIn(String apiVersion, String kind, String spec) {
        assertThat(decide(apiVersion, kind, spec)).isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPRoute,gateway.networking.k8s.io/v1,retry.linkerd.io/http,6xx,'{group: core, kind: Service, name: a}'",
        "HTTPRoute,policy.linkerd.io/v1beta3,timeout.linkerd.io/idle,1,'{group: core, kind: Service, name: a}'",
        "GRPCRoute,gateway.networking.k8s.io/v1,timeout.linkerd.io/request,1.5s,'{group: core, kind: Service, name: a}'",
        "HTTPRoute,policy.linkerd.io/v1beta3,retry.linkerd.io/limit,-1,'{kind: EgressNetwork, name: a, port: 80}'",
    })
    void anAnnotationOfARouteWithAParentOfOursMustMeanSomething(
            String kind, String apiVersion, String annotation, String value, String parent) {
        assertThat(decide("""
                        apiVersion: %s
                        kind: %s
                        metadata: {namespace: shop, name: web, annotations: {%s: '%s'}}
                        spec: {parentRefs: [%s]}
                        """.formatted(apiVersion, kind, annotation, value, parent))
                        .refusal())
                .hasValueSatisfying(why ->
                        assertThat(why).startsWith("metadata.annotations['" + annotation + "'] is '" + value + "': "));
    }

    @Test
    void whatANewerGatewayApiMayHaveIsLetInWithAWarning() {
        assertThat(decide("gateway.networking.k8s.io/v1", "HTTPRoute", "{rules: [{filters: [{type: Juggle}]}]}"))
                .isEqualTo(
                        Verdict.allowed(
                                List.of(
                                        "the mesh leaves this HTTPRoute out: spec.rules[0].filters[0].type is"
                                                + " 'Juggle': RequestHeaderModifier, ResponseHeaderModifier and RequestRedirect are allowed")));
        assertThat(decide("policy.linkerd.io/v1beta3", "HTTPRoute", "{rules: [{filters: [{type: Juggle}]}]}")
                        .refusal())
                .isPresent();
    }

    @Test
    void aVersionOfTheGatewayApiThatIsNotKnownIsLetInWithAWarning() {
        assertThat(decide("gateway.networking.k8s.io/v2", "TLSRoute", "{rules: [{}]}"))
                .isEqualTo(Verdict.allowed(
                        List.of("the mesh leaves this TLSRoute out: it knows the versions v1alpha2, v1alpha3, v1")));
        assertThat(decide("policy.linkerd.io/v9", "Server", "{podSelector: {}, port: 80}")
                        .refusal())
                .isPresent();
    }

    @Test
    void aFieldOfANewerSchemaIsLetInWithAWarning() {
        assertThat(decide("policy.linkerd.io/v1beta3", "Server", "{podSelector: {}, port: 80, colour: red}"))
                .isEqualTo(Verdict.allowed(List.of("spec.colour is not known to the mesh, and has no effect")));
    }

    @ParameterizedTest
    @CsvSource({
        "policy.linkerd.io/v1alpha1,Sevrer",
        "v1,Pod",
        "weft.io/v1,PolicyQuarantine",
        "multicluster.linkerd.io/v1alpha1,Link"
    })
    void whatIsNotOurBusinessIsNotOursToLetIn(String apiVersion, String kind) {
        assertThat(decide(apiVersion, kind, "{}"))
                .isEqualTo(Verdict.refused("unsupported resource type: " + kind + " of " + apiVersion));
    }

    @Test
    void whatGoesAwayMayGo() {
        assertThat(admission.decide(new AdmissionReview("admission.k8s.io/v1", "u-1", "shop", false, Optional.empty())))
                .isEqualTo(Verdict.ALLOWED);
    }

    private Verdict decide(String apiVersion, String kind, String spec) {
        return decide("""
                apiVersion: %s
                kind: %s
                metadata: {namespace: shop, name: web}
                spec: %s
                """.formatted(apiVersion, kind, spec));
    }

    private Verdict decide(String document) {
        return admission.decide(new AdmissionReview(
                "admission.k8s.io/v1", "u-1", "shop", false, Optional.of((ObjectNode) YAML.readTree(document))));
    }
}

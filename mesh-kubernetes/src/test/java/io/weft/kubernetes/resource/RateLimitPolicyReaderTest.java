package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.RateLimitPolicy.Client;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 8. */
class RateLimitPolicyReaderTest {
    private static final String TARGET = "targetRef: {group: policy.linkerd.io, kind: Server, name: web}";

    @Test
    void aPolicyInFull() {
        assertThat(policy("""
                        spec:
                          targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                          total: {requestsPerSecond: 100}
                          identity: {requestsPerSecond: 20}
                          overrides:
                          - requestsPerSecond: 50
                            clientRefs: [{kind: ServiceAccount, name: cart}, {kind: ServiceAccount, namespace: bank, name: till}]
                        """))
                .isEqualTo(new RateLimitPolicy(
                        Metadata.of("shop", "web"),
                        "web",
                        OptionalLong.of(100),
                        OptionalLong.of(20),
                        List.of(new RateLimitPolicy.Share(
                                50, List.of(new Client("shop", "cart"), new Client("bank", "till"))))));
    }

    @Test
    void whatIsNotSaidIsNotLimited() {
        assertThat(policy("spec: {" + TARGET + "}"))
                .isEqualTo(new RateLimitPolicy(
                        Metadata.of("shop", "web"), "web", OptionalLong.empty(), OptionalLong.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: web} | spec.targetRef.kind",
                "targetRef: {kind: Server, name: web} | spec.targetRef.kind",
                "total: {requestsPerSecond: 0}, T | spec.total.requestsPerSecond",
                "total: {}, T | spec.total.requestsPerSecond",
                "identity: {requestsPerSecond: 1.5}, T | spec.identity.requestsPerSecond",
                "total: {requestsPerSecond: 4294967296}, T | spec.total.requestsPerSecond",
                "total: {requestsPerSecond: 5}, identity: {requestsPerSecond: 6}, T | spec.identity",
                "total: {requestsPerSecond: 5}, overrides: [{requestsPerSecond: 6, clientRefs: [{kind: ServiceAccount, name: a}]}], T | spec.overrides[0].requestsPerSecond",
                "overrides: [{requestsPerSecond: 6}], T | spec.overrides[0].clientRefs",
                "overrides: [{requestsPerSecond: 6, clientRefs: [{kind: User, name: a}]}], T | spec.overrides[0].clientRefs[0].kind",
                "limits: {}, T | spec.limits",
            })
    void whatIsWrongIsNamed(String spec, String path) {
        String whole = spec.replace(", T", ", " + TARGET);
        refusal(document("policy.linkerd.io/v1alpha1", "HTTPLocalRateLimitPolicy", "spec: {" + whole + "}"))
                .hasMessageStartingWith(path + " is ");
    }

    private static RateLimitPolicy policy(String rest) {
        return read(RateLimitPolicy.class, document("policy.linkerd.io/v1alpha1", "HTTPLocalRateLimitPolicy", rest));
    }
}

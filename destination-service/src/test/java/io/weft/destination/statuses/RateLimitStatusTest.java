package io.weft.destination.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The status of crds, 8. */
class RateLimitStatusTest {
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: web}
            spec: {podSelector: {}, port: 8080}
            """;

    @Test
    void policyOfAServerIsAcceptedAndNamesIt() {
        Report report = StatusTable.of(SERVER, limit("calm", "2026-01-01", "web"))
                .differing()
                .getFirst();
        assertThat(report)
                .isEqualTo(new Report.OfItself(
                        report.id(),
                        Optional.of(new Report.Target("policy.linkerd.io", "Server", "web")),
                        List.of(Reason.ACCEPTED.because(""))));
    }

    @Test
    void policyOfAServerThatIsMissingHasNoTarget() {
        assertThat(StatusTable.of(limit("calm", "2026-01-01", "web")).ofItself("calm"))
                .containsExactly("Accepted!=NoMatchingTarget");
    }

    @Test
    void olderPolicyIsAcceptedAndTheYoungerIsNot() {
        StatusTable table =
                StatusTable.of(SERVER, limit("young", "2026-01-02", "web"), limit("old", "2026-01-01", "web"));
        assertThat(table.ofItself("old")).containsExactly("Accepted=Accepted");
        assertThat(table.ofItself("young")).containsExactly("Accepted!=RateLimitReasonAlreadyExists");
    }

    @Test
    void ofPoliciesOfOneAgeTheNameDecides() {
        StatusTable table = StatusTable.of(SERVER, limit("b", "2026-01-01", "web"), limit("a", "2026-01-01", "web"));
        assertThat(table.ofItself("a")).containsExactly("Accepted=Accepted");
        assertThat(table.ofItself("b")).containsExactly("Accepted!=RateLimitReasonAlreadyExists");
    }

    @Test
    void statusThatSaysItAllIsLeftAsItIsButNotOneOfAnotherServer() {
        String said = """
                status:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  conditions: [{type: Accepted, status: "True", reason: Accepted, message: ""}]
                """;
        assertThat(StatusTable.of(SERVER, limit("calm", "2026-01-01", "web") + said)
                        .differing())
                .isEmpty();
        assertThat(StatusTable.of(SERVER, limit("calm", "2026-01-01", "web") + said.replace("name: web", "name: old"))
                        .differing())
                .hasSize(1);
    }

    private static String limit(String name, String created, String server) {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: HTTPLocalRateLimitPolicy
                metadata: {namespace: shop, name: %s, creationTimestamp: "%sT00:00:00Z"}
                spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: %s}, total: {requestsPerSecond: 9}}
                """.formatted(name, created, server);
    }
}

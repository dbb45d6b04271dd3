package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static io.weft.kubernetes.resource.Documents.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.ServiceProfile.RequestMatch;
import io.weft.kubernetes.resource.ServiceProfile.ResponseMatch;
import io.weft.kubernetes.resource.ServiceProfile.RetryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 2; brief-vs-linkerd, 5. */
class ServiceProfileReaderTest {
    @Test
    void aRouteInFull() {
        ServiceProfile profile = profile("""
                spec:
                  routes:
                  - name: GET /api/users/{id}
                    condition: {method: get, pathRegex: "/api/users/[^/]+"}
                    isRetryable: false
                    timeout: 5s
                    responseClasses:
                    - condition: {status: {min: 500, max: 599}}
                      isFailure: true
                """);

        assertThat(profile.routes())
                .containsExactly(new ServiceProfile.Route(
                        "GET /api/users/{id}",
                        new RequestMatch.All(
                                List.of(new RequestMatch.Path("/api/users/[^/]+"), new RequestMatch.Method("GET"))),
                        Optional.of(Duration.ofSeconds(5)),
                        false,
                        List.of(new ServiceProfile.ResponseClass(new ResponseMatch.Status(500, 599), true)),
                        Optional.empty()));
    }

    @Test
    void aBudgetOfARouteNeedsNoTtlAndMayHaveACap() {
        ServiceProfile profile = profile("""
                spec:
                  routes:
                  - name: GET /api
                    isRetryable: true
                    retryBudget: {minRetriesPerSecond: 10, maxRetriesPerSecond: 100, retryRatio: 0.2}
                """);

        assertThat(profile.routes().getFirst().retryBudget())
                .contains(new RetryBudget(0.2f, 10, Duration.ofSeconds(10), OptionalInt.of(100)));
        assertThat(profile.retryBudget()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "GET /api,             /api",
                "GET /,                /",
                "GET /api/users/{id},  /api/users/[^/]+",
                "PUT /a.b/{x}/c+d,     /a\\.b/[^/]+/c\\+d",
            })
    void aRouteWithoutConditionMeansWhatItsNameSays(String name, String regex) {
        assertThat(profile("spec: {routes: [{name: '" + name + "'}]}")
                        .routes()
                        .getFirst()
                        .condition())
                .isEqualTo(new RequestMatch.All(
                        List.of(new RequestMatch.Method(name.substring(0, 3)), new RequestMatch.Path(regex))));
    }

    @Test
    void anyOtherNameWithoutConditionMeansEverything() {
        assertThat(profile("spec: {routes: [{name: all of it}]}")
                        .routes()
                        .getFirst()
                        .condition())
                .isEqualTo(new RequestMatch.All(List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"{not: {method: GET}}\"",
                "\"{not: [{method: GET}]}\"",
            })
    void notTakesOneConditionOrAList(String condition) {
        assertThat(profile("spec: {routes: [{name: r, condition: " + condition + "}]}")
                        .routes()
                        .getFirst()
                        .condition())
                .isEqualTo(new RequestMatch.Not(new RequestMatch.Method("GET")));
    }

    @ParameterizedTest
    @CsvSource({"'{min: 503}', 503, 503", "'{max: 503}', 503, 503", "'{min: 0, max: 404}', 404, 404"})
    void oneEndOfARangeOfStatusesIsThatStatus(String status, int min, int max) {
        assertThat(profile("spec: {routes: [{name: r, responseClasses: [{condition: {status: " + status + "}}]}]}")
                        .routes()
                        .getFirst()
                        .responseClasses()
                        .getFirst()
                        .condition())
                .isEqualTo(new ResponseMatch.Status(min, max));
    }

    @ParameterizedTest
    @CsvSource({"1, 10000", "90, 900000", "500m, 5000", "1.5, 15000", "0, 0"})
    void weightsAreQuantities(String weight, long wire) {
        assertThat(profile("spec: {dstOverrides: [{authority: 'b.shop.svc.cluster.local:80', weight: " + weight + "}]}")
                        .dstOverrides())
                .containsExactly(new ServiceProfile.DstOverride("b.shop.svc.cluster.local:80", wire));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{routes: [{condition: {method: GET}}]} | spec.routes[0].name",
                "{routes: [{name: '', condition: {method: GET}}]} | spec.routes[0].name",
                "{routes: [null]} | spec.routes[0]",
                "{routes: [{name: r, condition: {}}]} | spec.routes[0].condition",
                "{routes: [{name: r, condition: {any: [{}]}}]} | spec.routes[0].condition.any[0]",
                "{routes: [{name: r, condition: {pathRegex: '('}}]} | spec.routes[0].condition.pathRegex",
                "{routes: [{name: r, timeout: soon}]} | spec.routes[0].timeout",
                "{routes: [{name: r, timeOut: 5s}]} | spec.routes[0].timeOut",
                "{routes: [{name: r, responseClasses: [{isFailure: true}]}]} | spec.routes[0].responseClasses[0].condition",
                "{routes: [{name: r, responseClasses: [{condition: {}}]}]} | spec.routes[0].responseClasses[0].condition",
                "{routes: [{name: r, responseClasses: [{condition: {status: {min: 99}}}]}]} | spec.routes[0].responseClasses[0].condition.status.min",
                "{routes: [{name: r, responseClasses: [{condition: {status: {max: 600}}}]}]} | spec.routes[0].responseClasses[0].condition.status.max",
                "{routes: [{name: r, responseClasses: [{condition: {status: {min: 500, max: 499}}}]}]} | spec.routes[0].responseClasses[0].condition.status",
                "{retryBudget: {retryRatio: -0.1, ttl: 10s}} | spec.retryBudget.retryRatio",
                "{retryBudget: {minRetriesPerSecond: 1}} | spec.retryBudget.retryRatio",
                "{retryBudget: {retryRatio: 0.1, ttl: 10}} | spec.retryBudget.ttl",
                "{dstOverrides: [{authority: a, weight: -1}]} | spec.dstOverrides[0].weight",
                "{dstOverrides: [{authority: 'a/b', weight: 1}]} | spec.dstOverrides[0].authority",
            })
    void whatIsWrongIsNamed(String spec, String path) {
        refusal(document("linkerd.io/v1alpha2", "ServiceProfile", "spec: " + spec))
                .hasMessageStartingWith(path + " is ");
    }

    /** crds, 2.2: the rest of a profile that the API server has is followed. */
    @Test
    void aTimeoutThatIsNoneIsLeftOutOfAServedProfile() {
        List<String> unknown = new ArrayList<>();
        ServiceProfile profile = served(
                ServiceProfile.class,
                document(
                        "linkerd.io/v1alpha2",
                        "ServiceProfile",
                        "spec: {routes: [{name: r, condition: {method: GET}, timeout: soon}]}"),
                unknown);

        assertThat(profile.routes().getFirst().timeout()).isEmpty();
        assertThat(unknown).containsExactly("spec.routes[0].timeout");
    }

    private static ServiceProfile profile(String rest) {
        return read(ServiceProfile.class, document("linkerd.io/v1alpha2", "ServiceProfile", rest));
    }
}

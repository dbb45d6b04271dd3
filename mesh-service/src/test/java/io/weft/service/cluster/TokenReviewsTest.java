package io.weft.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.weft.service.cluster.Reviewed.Bearer;
import io.weft.service.cluster.Reviewed.Invalid;
import io.weft.service.cluster.Reviewed.NotAuthenticated;
import io.weft.testkit.cluster.FakeApiServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenReviewsTest {
    private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3ZWIifQ.c2lnbmF0dXJl";

    private final FakeApiServer server = new FakeApiServer();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(server.url()).build())
            .build();
    private final TokenReviews reviews = new TokenReviews(Questions.impatient(client));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void bearerIsToldWithEverythingAnAccessReviewWants() {
        answer("""
                {"authenticated": true, "audiences": ["identity.l5d.io"], "user": {
                  "username": "system:serviceaccount:shop:web", "uid": "17", "groups": ["system:serviceaccounts"],
                  "extra": {"authentication.kubernetes.io/pod-name": ["web-1"]}}}""");
        assertThat(review())
                .isEqualTo(new Bearer(
                        "system:serviceaccount:shop:web",
                        "17",
                        List.of("system:serviceaccounts"),
                        Map.of("authentication.kubernetes.io/pod-name", List.of("web-1"))));
    }

    @Test
    void questionNamesTokenAndAudience() {
        answer("{\"authenticated\": false}");
        review();
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.body())
                    .contains("\"token\":\"" + TOKEN + "\"")
                    .contains("\"audiences\":[\"identity.l5d.io\"]");
        });
    }

    @Test
    void tokenThatIsNotAuthenticatedIsRefused() {
        answer("{\"authenticated\": false}");
        assertThat(review()).isEqualTo(new NotAuthenticated("the API server does not know it"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"[]", "null", "[\"https://kubernetes.default.svc\"]"},
            delimiter = ';')
    void tokenWhoseAudienceIsNotConfirmedIsRefused(String audiences) {
        answer("{\"authenticated\": true, \"audiences\": " + audiences + ", \"user\": {\"username\": \"x\"}}");
        assertThat(review()).isEqualTo(new NotAuthenticated("it was made for another audience than identity.l5d.io"));
    }

    @Test
    void faultThatTheServerFindsIsTold() {
        answer("{\"error\": \"[invalid bearer token, token lookup failed]\"}");
        assertThat(review()).isEqualTo(new Invalid("the API server says: [invalid bearer token, token lookup failed]"));
    }

    @Test
    void faultThatQuotesThePartsOfATokenIsNotTold() {
        answer("{\"error\": \"cannot read eyJzdWIiOiJ3ZWIifQ\"}");
        assertThat(review()).isEqualTo(new Invalid("the API server finds fault with it"));
    }

    @ParameterizedTest
    @CsvSource({"401, false", "403, false", "404, false", "429, true", "500, true", "503, true"})
    void answerThatIsNoneIsAwayIfAskingLaterMayHelp(int status, boolean away) {
        server.answer(PATH, status, "{\"kind\": \"Status\", \"code\": " + status + ", \"message\": \"" + TOKEN + "\"}");
        ClusterException failed = catchThrowableOfType(ClusterException.class, this::review);
        assertThat(failed.isAway()).isEqualTo(away);
        assertThat(failed).hasMessageContaining(String.valueOf(status)).hasNoCause();
        assertThat(String.valueOf(failed.getMessage())).doesNotContain(TOKEN);
        assertThat(server.asked()).as("what was asked").hasSize(1);
    }

    @Test
    void serverThatIsGoneIsAway() {
        server.close();
        ClusterException failed = catchThrowableOfType(ClusterException.class, this::review);
        assertThat(failed.isAway()).isTrue();
        assertThat(failed).hasMessage("the API server cannot be reached for a TokenReview");
    }

    @Test
    void serverThatDoesNotAnswerIsAway() {
        server.hang(PATH);
        TokenReviews hasty = new TokenReviews(Questions.impatient(client, Duration.ofMillis(200)));
        ClusterException failed =
                catchThrowableOfType(ClusterException.class, () -> hasty.review(TOKEN, "identity.l5d.io"));
        assertThat(failed.isAway()).isTrue();
    }

    @Test
    void answerWithoutAStatusNeedsAnOperator() {
        server.answer(PATH, 201, "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\"}");
        ClusterException failed = catchThrowableOfType(ClusterException.class, this::review);
        assertThat(failed.isAway()).isFalse();
    }

    private Reviewed review() {
        return reviews.review(TOKEN, "identity.l5d.io");
    }

    private void answer(String status) {
        server.answer(
                PATH,
                201,
                "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\", \"status\": " + status
                        + "}");
    }
}

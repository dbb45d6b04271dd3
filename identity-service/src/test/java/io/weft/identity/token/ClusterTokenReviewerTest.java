package io.weft.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.weft.identity.token.TokenException.Fault;
import io.weft.service.cluster.TokenReviews;
import io.weft.testkit.cluster.FakeApiServer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTokenReviewerTest {
    private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

    private FakeApiServer server = new FakeApiServer();
    private KubernetesClient client = newClient();
    private ClusterTokenReviewer reviewer = new ClusterTokenReviewer(new TokenReviews(client));

    @BeforeEach
    void answerEveryToken() {
        answerUser("system:serviceaccount:shop:web");
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void serviceAccountIsReadFromTheUser() throws Exception {
        assertThat(reviewer.review(bytes("a.b.c"))).isEqualTo(new ServiceAccount("shop", "web"));
    }

    @Test
    void whiteSpaceAroundATokenIsNotSent() throws Exception {
        reviewer.review(bytes(" a.b.c\n"));
        assertThat(server.asked().getFirst().body()).contains("\"token\":\"a.b.c\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "system:node:one",
                "system:serviceaccount:shop",
                "system:serviceaccount:shop:web:x",
                "system:serviceaccount::web",
                "system:serviceaccount:shop:",
                "system:serviceaccount:shop:we.b",
                "system:serviceaccount:sh.op:web",
                "system:serviceaccount:Shop:web",
                "system:serviceaccounts:shop:web"
            })
    void userThatIsNoServiceAccountIsRefused(String user) {
        answerUser(user);
        assertThat(fault("a.b.c")).isEqualTo(Fault.SUBJECT);
    }

    @ParameterizedTest
    @CsvSource({"500, REVIEWER_AWAY", "503, REVIEWER_AWAY", "403, NOT_REVIEWED", "422, NOT_REVIEWED"})
    void serverThatDoesNotReviewIsToldFromOneThatIsAway(int status, Fault fault) {
        server.answer(PATH, status, "{\"kind\": \"Status\", \"code\": " + status + "}");
        assertThat(fault("a.b.c")).isEqualTo(fault);
    }

    @Test
    void serverThatIsGoneIsAway() {
        server.close();
        assertThat(fault("a.b.c")).isEqualTo(Fault.REVIEWER_AWAY);
    }

    @Test
    void faultOfTheTokenIsToldFromATokenThatNobodyKnows() {
        server.answer(PATH, 201, review("{\"error\": \"token has expired\"}"));
        assertThat(fault("a.b.c")).isEqualTo(Fault.INVALID);
        server.answer(PATH, 201, review("{\"authenticated\": false}"));
        assertThat(fault("a.b.c")).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    static Stream<Arguments> noTokens() {
        return Stream.of(
                Arguments.of("nothing but space", " \n"),
                Arguments.of("two words", "a.b.c d"),
                Arguments.of("a header's end", "a.b.c\r\nx: y"),
                Arguments.of("more than ASCII", "a.b.\u00fc"),
                Arguments.of("more than 16 KiB", "x".repeat(16 * 1024 + 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noTokens")
    void whatIsNoTokenIsNotSent(String what, String token) {
        assertThat(fault(token)).as(what).isEqualTo(Fault.MALFORMED);
        assertThat(server.asked()).isEmpty();
    }

    private Fault fault(String token) {
        TokenException refused = catchThrowableOfType(TokenException.class, () -> reviewer.review(bytes(token)));
        assertThat(refused).as("it was believed").isNotNull();
        return refused.fault();
    }

    private void answerUser(String user) {
        server.answer(
                PATH,
                201,
                review("{\"authenticated\": true, \"audiences\": [\"identity.l5d.io\"], \"user\": {\"username\": \""
                        + user + "\"}}"));
    }

    private static String review(String status) {
        return "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\", \"status\": " + status + "}";
    }

    private KubernetesClient newClient() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(server.url())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

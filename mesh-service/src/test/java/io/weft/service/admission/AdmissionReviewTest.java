package io.weft.service.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AdmissionReviewTest {
    private static final String REVIEW =
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u-1\"}}";

    private final JsonMapper mapper = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"admission.k8s.io/v1", "admission.k8s.io/v1beta1"})
    void answerNamesTheSameVersionAndUid(String version) {
        AdmissionReview review = parse("{\"apiVersion\":\"" + version
                + "\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u-1\",\"object\":{\"kind\":\"Pod\"}}}");

        assertThat(review.answer(mapper, Verdict.ALLOWED).toString())
                .isEqualTo("{\"apiVersion\":\"" + version
                        + "\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\"u-1\",\"allowed\":true}}");
    }

    @Test
    void refusalIsABadRequestAndSaysWhy() {
        AdmissionReview review = parse(REVIEW);

        assertThat(review.answer(mapper, Verdict.refused("spec.port is '0': a number is allowed"))
                        .path("response")
                        .toString())
                .isEqualTo("{\"uid\":\"u-1\",\"allowed\":false,\"status\":"
                        + "{\"code\":400,\"message\":\"spec.port is '0': a number is allowed\"}}");
    }

    @Test
    void patchIsEncodedAndWarningsAreListed() {
        Verdict verdict = new Verdict(Optional.empty(), Optional.of(mapper.readTree("[{}]")), List.of("beware"));

        assertThat(parse(REVIEW).answer(mapper, verdict).path("response").toString())
                .isEqualTo("{\"uid\":\"u-1\",\"allowed\":true,\"patch\":\"W3t9XQ==\",\"patchType\":\"JSONPatch\","
                        + "\"warnings\":[\"beware\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{\"apiVersion\":\"admission.k8s.io/v2\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\"}}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"Pod\",\"request\":{\"uid\":\"u\"}}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"\"}}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":7}}",
                "{\"apiVersion\":{},\"kind\":[],\"request\":7}",
            })
    void whatIsNoReviewIsRefused(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(MalformedReviewException.class);
    }

    @Test
    void bottomlessNestingIsRefusedRatherThanFollowed() {
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000))).isInstanceOf(MalformedReviewException.class);
    }

    private AdmissionReview parse(String body) {
        return AdmissionReview.parse(mapper, body.getBytes(StandardCharsets.UTF_8));
    }
}

package io.weft.injector.webhook;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question of the API server, of either version.
 *
 * @param apiVersion the answer must name the same
 * @param uid the answer must name the same
 */
record AdmissionReview(String apiVersion, String uid) {
    private static final String KIND = "AdmissionReview";
    private static final Set<String> VERSIONS = Set.of("admission.k8s.io/v1", "admission.k8s.io/v1beta1");

    /**
     * Reads a review.
     *
     * @throws MalformedReviewException if it is none
     */
    static AdmissionReview parse(JsonMapper mapper, byte[] body) {
        JsonNode review = tree(mapper, body);
        String apiVersion = review.path("apiVersion").asString("");
        if (!review.path("kind").asString("").equals(KIND) || !VERSIONS.contains(apiVersion)) {
            throw new MalformedReviewException("expected an AdmissionReview of admission.k8s.io/v1 or v1beta1");
        }
        JsonNode uid = review.path("request").path("uid");
        if (!uid.isString() || uid.asString().isEmpty()) {
            throw new MalformedReviewException("request.uid is missing");
        }
        return new AdmissionReview(apiVersion, uid.asString());
    }

    /** The answer that lets the object in as it is. */
    JsonNode allowUnchanged(JsonMapper mapper) {
        ObjectNode answer = mapper.createObjectNode();
        answer.put("apiVersion", apiVersion);
        answer.put("kind", KIND);
        answer.putObject("response").put("uid", uid).put("allowed", true);
        return answer;
    }

    private static JsonNode tree(JsonMapper mapper, byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException e) {
            throw new MalformedReviewException("the body is not JSON");
        }
    }
}

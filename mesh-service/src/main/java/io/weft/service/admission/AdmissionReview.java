package io.weft.service.admission;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
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
 * @param namespace empty for what has none
 * @param dryRun nothing but the answer may come of it
 * @param object what is about to be made or changed; empty if nothing is
 */
public record AdmissionReview(
        String apiVersion, String uid, String namespace, boolean dryRun, Optional<ObjectNode> object) {
    private static final String KIND = "AdmissionReview";
    private static final Set<String> VERSIONS = Set.of("admission.k8s.io/v1", "admission.k8s.io/v1beta1");
    private static final int BAD_REQUEST = 400;

    /**
     * Reads a review.
     *
     * @throws MalformedReviewException if it is none
     */
    public static AdmissionReview parse(JsonMapper mapper, byte[] body) {
        JsonNode review = tree(mapper, body);
        String apiVersion = review.path("apiVersion").asString("");
        if (!review.path("kind").asString("").equals(KIND) || !VERSIONS.contains(apiVersion)) {
            throw new MalformedReviewException("expected an AdmissionReview of admission.k8s.io/v1 or v1beta1");
        }
        JsonNode request = review.path("request");
        JsonNode uid = request.path("uid");
        if (!uid.isString() || uid.asString().isEmpty()) {
            throw new MalformedReviewException("request.uid is missing");
        }
        return new AdmissionReview(
                apiVersion,
                uid.asString(),
                request.path("namespace").asString(""),
                request.path("dryRun").asBoolean(false),
                object(request));
    }

    /** The answer that says what becomes of the object. */
    JsonNode answer(JsonMapper mapper, Verdict verdict) {
        ObjectNode answer = mapper.createObjectNode();
        answer.put("apiVersion", apiVersion);
        answer.put("kind", KIND);
        ObjectNode response = answer.putObject("response");
        response.put("uid", uid).put("allowed", verdict.refusal().isEmpty());
        verdict.refusal()
                .ifPresent(why ->
                        response.putObject("status").put("code", BAD_REQUEST).put("message", why));
        verdict.patch().ifPresent(patch -> {
            byte[] text = patch.toString().getBytes(StandardCharsets.UTF_8);
            response.put("patch", Base64.getEncoder().encodeToString(text));
            response.put("patchType", "JSONPatch");
        });
        if (!verdict.warnings().isEmpty()) {
            verdict.warnings().forEach(response.putArray("warnings")::add);
        }
        return answer;
    }

    /** The object, whose kind the request names where the object itself does not. */
    private static Optional<ObjectNode> object(JsonNode request) {
        if (!(request.path("object") instanceof ObjectNode object)) {
            return Optional.empty();
        }
        if (!object.path("kind").isString()) {
            object.put("kind", request.path("kind").path("kind").asString(""));
        }
        return Optional.of(object);
    }

    private static JsonNode tree(JsonMapper mapper, byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException e) {
            throw new MalformedReviewException("the body is not JSON");
        }
    }
}

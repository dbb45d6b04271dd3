package io.weft.service.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.service.cluster.Reviewed.Bearer;
import io.weft.service.cluster.Reviewed.Invalid;
import io.weft.service.cluster.Reviewed.NotAuthenticated;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the API server whose token it is. The audience is mandatory: a token made for somebody else proves nothing to us. */
public final class TokenReviews {
    private static final int QUOTABLE = 8; // shorter parts of a token may well be words

    private final KubernetesClient client;

    /** @param client waits as long as it is set to */
    public TokenReviews(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws ClusterException if there is none
     */
    public Reviewed review(String token, String audience) {
        TokenReview asked = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .withAudiences(audience)
                .endSpec()
                .build();
        try {
            TokenReviewStatus status = client.tokenReviews().create(asked).getStatus();
            if (status == null) {
                throw ClusterException.incomplete("TokenReview");
            }
            return read(status, token, audience);
        } catch (KubernetesClientException e) {
            throw ClusterException.of(e, "TokenReview");
        }
    }

    private static Reviewed read(TokenReviewStatus status, String token, String audience) {
        if (status.getError() != null && !status.getError().isEmpty()) {
            return new Invalid(reason(status.getError(), token));
        }
        if (!Boolean.TRUE.equals(status.getAuthenticated()) || status.getUser() == null) {
            return new NotAuthenticated("the API server does not know it");
        }
        if (!orEmpty(status.getAudiences()).contains(audience)) {
            return new NotAuthenticated("it was made for another audience than " + audience);
        }
        return bearer(status.getUser());
    }

    private static Bearer bearer(UserInfo user) {
        return new Bearer(
                Objects.requireNonNullElse(user.getUsername(), ""),
                Objects.requireNonNullElse(user.getUid(), ""),
                orEmpty(user.getGroups()),
                Optional.ofNullable(user.getExtra()).orElse(Map.of()));
    }

    private static String reason(String said, String token) {
        boolean quotes = Arrays.stream(token.split("\\.", -1))
                .anyMatch(part -> part.length() >= QUOTABLE && said.contains(part));
        return quotes ? "the API server finds fault with it" : "the API server says: " + said;
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}

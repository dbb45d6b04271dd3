package io.weft.service.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.service.cluster.Reviewed.Bearer;

/** Asks the API server what a bearer may do with a path that is no resource of its own. */
public final class AccessReviews {
    private final KubernetesClient client;

    /** @param client waits as long as it is set to */
    public AccessReviews(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param verb in lower case: {@code get}
     * @throws ClusterException if there is none
     */
    public boolean may(Bearer bearer, String verb, String path) {
        SubjectAccessReview asked = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(bearer.user())
                .withUid(bearer.uid())
                .withGroups(bearer.groups())
                .withExtra(bearer.extra())
                .withNewNonResourceAttributes()
                .withVerb(verb)
                .withPath(path)
                .endNonResourceAttributes()
                .endSpec()
                .build();
        try {
            SubjectAccessReviewStatus status = client.authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(asked)
                    .getStatus();
            if (status == null) {
                throw ClusterException.incomplete("SubjectAccessReview");
            }
            return Boolean.TRUE.equals(status.getAllowed());
        } catch (KubernetesClientException e) {
            throw ClusterException.of(e, "SubjectAccessReview");
        }
    }
}

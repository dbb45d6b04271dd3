package io.weft.service.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewSpec;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewSpecBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.service.cluster.Reviewed.Bearer;

/** Asks the API server what a bearer may do: with a resource, or with a path that is no resource of its own. */
public final class AccessReviews {
    private final KubernetesClient client;

    /** @param client waits as long as it is set to */
    public AccessReviews(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What is done to which resource, in RBAC's words.
     *
     * @param subresource empty: none
     * @param name empty: any
     */
    public record ResourceAction(
            String verb,
            String group,
            String version,
            String resource,
            String subresource,
            String namespace,
            String name) {}

    /**
     * Asks, and waits for the answer.
     *
     * @throws ClusterException if there is none
     */
    public boolean may(Bearer bearer, ResourceAction action) {
        return ask(about(bearer)
                .withNewResourceAttributes()
                .withVerb(action.verb())
                .withGroup(action.group())
                .withVersion(action.version())
                .withResource(action.resource())
                .withSubresource(action.subresource())
                .withNamespace(action.namespace())
                .withName(action.name())
                .endResourceAttributes()
                .build());
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param verb in lower case: {@code get}
     * @throws ClusterException if there is none
     */
    public boolean may(Bearer bearer, String verb, String path) {
        return ask(about(bearer)
                .withNewNonResourceAttributes()
                .withVerb(verb)
                .withPath(path)
                .endNonResourceAttributes()
                .build());
    }

    private static SubjectAccessReviewSpecBuilder about(Bearer bearer) {
        return new SubjectAccessReviewSpecBuilder()
                .withUser(bearer.user())
                .withUid(bearer.uid())
                .withGroups(bearer.groups())
                .withExtra(bearer.extra());
    }

    private boolean ask(SubjectAccessReviewSpec question) {
        SubjectAccessReview asked =
                new SubjectAccessReviewBuilder().withSpec(question).build();
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

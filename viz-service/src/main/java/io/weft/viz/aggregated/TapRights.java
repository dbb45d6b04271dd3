package io.weft.viz.aggregated;

import io.weft.service.cluster.AccessReviews;
import io.weft.service.cluster.AccessReviews.ResourceAction;
import io.weft.service.cluster.ClusterException;
import io.weft.service.cluster.Reviewed.Bearer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may look at whose traffic: whoever may {@code watch} the resource's {@code tap}. */
public final class TapRights {
    private static final Pattern NAMESPACE = Pattern.compile(Discovery.ROOT + "/watch/namespaces/([^/]+)/tap");
    private static final Pattern RESOURCE =
            Pattern.compile(Discovery.ROOT + "/watch/namespaces/([^/]+)/([^/]+)(?:/([^/]+))?/tap");

    private final AccessReviews reviews;

    public TapRights(AccessReviews reviews) {
        this.reviews = reviews;
    }

    /** What a path of the API stands for; empty if for nobody's traffic. */
    static Optional<ResourceAction> action(String path) {
        Matcher namespace = NAMESPACE.matcher(path);
        if (namespace.matches()) {
            String name = namespace.group(1);
            return Optional.of(watch(name, "namespaces", name));
        }
        Matcher resource = RESOURCE.matcher(path);
        return resource.matches()
                ? Optional.of(
                        watch(resource.group(1), resource.group(2), resource.group(3) == null ? "" : resource.group(3)))
                : Optional.empty();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws ClusterException if there is none
     */
    boolean may(Bearer user, ResourceAction action) {
        return reviews.may(user, action);
    }

    private static ResourceAction watch(String namespace, String resource, String name) {
        return new ResourceAction("watch", Discovery.GROUP, Discovery.VERSION, resource, "tap", namespace, name);
    }
}

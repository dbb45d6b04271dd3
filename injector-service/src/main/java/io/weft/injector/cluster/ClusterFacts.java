package io.weft.injector.cluster;

import io.weft.injection.Surroundings;
import java.util.Optional;

/** What is known of a cluster. Implementations may block; any thread may call. */
public interface ClusterFacts {
    /** A namespace's annotations and labels; none if there is no such namespace. */
    Surroundings namespace(String name);

    /** Who owns a pod in the end: the Deployment of its ReplicaSet, the CronJob of its Job, else its direct owner. */
    Optional<Surroundings.Owner> topmost(String namespace, DirectOwner direct);

    /** Tells people who look at {@code owner} what became of its pod. Does not wait, and may fail unseen. */
    void event(String namespace, DirectOwner owner, String reason, String message);

    /**
     * Who a pod says it belongs to.
     *
     * @param uid empty if it does not say
     */
    record DirectOwner(String apiVersion, String kind, String name, String uid) {}
}

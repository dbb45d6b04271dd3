package io.weft.destination.writes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.kubernetes.resource.ResourceId;

/** Something that does not stand in the cluster as it should. */
public interface Task {
    /** What is written, or to. */
    ResourceId subject();

    /**
     * Writes it; blocks for as long as the API server takes.
     *
     * @return whether there was anything to write after all
     * @throws KubernetesClientException if it cannot be
     */
    boolean perform();
}

package io.weft.service.admin;

import io.weft.service.cluster.ClusterException;
import io.weft.service.cluster.Reviewed.Bearer;
import java.util.Optional;

/** Knows who calls, and what they may. Both may block for some seconds. */
interface CallerCheck {
    /**
     * Who bears the token; empty: nobody we know.
     *
     * @throws ClusterException if that cannot be found out now
     */
    Optional<Bearer> who(String token);

    /**
     * Whether {@code caller} may do that.
     *
     * @param verb the HTTP method in lower case, as Kubernetes spells it for paths
     * @param path as {@link AdminApi#asked} spells it
     * @throws ClusterException if that cannot be found out now
     */
    boolean may(Bearer caller, String verb, String path);
}

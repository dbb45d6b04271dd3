package io.weft.proxy.inbound;

import io.weft.proxy.http.RequestHead;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What ServiceProfiles say of the services that this workload stands behind: how their requests are counted and judged. Nobody
 * waits for it: requests that come before it is known are counted without.
 *
 * <p>Threading: any event loop.
 *
 * @see "proxy-behaviour, 8: profile lookup"
 */
public interface ServedProfiles {
    /** Nothing, of anybody. */
    ServedProfiles NONE = name -> ServedProfile.NONE;

    /**
     * The profile of a service by the name that requests are for.
     *
     * @param name {@code host:port} or {@code host}, as a request says it
     * @return null where nobody can be asked just now, so that the next request has to ask again
     */
    @Nullable
    ServedProfile of(String name);

    /** One that is watched; what it says changes. */
    interface ServedProfile {
        /** Of what is no service: it never says anything. */
        ServedProfile NONE = new ServedProfile() {
            @Override
            public @Nullable ServedRoute route(RequestHead head) {
                return null;
            }

            @Override
            public boolean isForgotten() {
                return false;
            }
        };

        /** Null if it says nothing of such requests, or is not known yet. The same route is the same object each time. */
        @Nullable
        ServedRoute route(RequestHead head);

        /** Whether it is watched no more, so that whoever holds it has to ask for it again. */
        boolean isForgotten();
    }

    /** One route. */
    interface ServedRoute {
        /** Of its metrics: direction, dst, and the route's own. */
        Labels labels();

        /** What a response counts as. */
        Outcome judged(Outcome byStatus);
    }
}

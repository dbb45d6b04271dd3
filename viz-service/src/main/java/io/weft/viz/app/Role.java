package io.weft.viz.app;

import java.util.Set;

/** What a process of viz-service does; on one machine one does all but inject. */
enum Role {
    /** The page, and its way to the metrics. */
    WEB,
    /** Scrapes, keeps and answers; takes spans. */
    METRICS_API,
    /** Shows requests as they pass. */
    TAP,
    /** Makes the sidecars of new pods show theirs. Answers the API server only, so it is a role for itself. */
    TAP_INJECTOR,
    /** Makes them send spans to a collector. As {@link #TAP_INJECTOR}. */
    JAEGER_INJECTOR,
    /** Tells autoscalers what workloads have to do. As {@link #TAP_INJECTOR}. */
    EXTERNAL_METRICS;

    static final String PROPERTY = "mesh.viz.roles";
    static final Set<Role> OF_ONE_MACHINE = Set.of(WEB, METRICS_API, TAP);

    /** Whether these can be one process's. */
    static boolean fitTogether(Set<Role> roles) {
        return !roles.isEmpty() && (roles.size() == 1 || OF_ONE_MACHINE.containsAll(roles));
    }
}

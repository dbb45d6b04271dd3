package io.weft.destination.api;

import io.weft.destination.answers.WorkloadId;

/** What has a proxy, as callers write it. */
enum WorkloadKind {
    pod(WorkloadId.Kind.POD),
    external_workload(WorkloadId.Kind.EXTERNAL_WORKLOAD);

    private final WorkloadId.Kind kind;

    WorkloadKind(WorkloadId.Kind kind) {
        this.kind = kind;
    }

    WorkloadId.Kind kind() {
        return kind;
    }
}

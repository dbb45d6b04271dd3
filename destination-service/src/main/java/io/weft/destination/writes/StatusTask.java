package io.weft.destination.writes;

import io.weft.destination.statuses.Report;
import io.weft.kubernetes.resource.ResourceId;

/** A status that is to be written. */
record StatusTask(Report report, StatusWriter writer) implements Task {
    @Override
    public ResourceId subject() {
        return report.id();
    }

    @Override
    public boolean perform() {
        return writer.write(report);
    }
}

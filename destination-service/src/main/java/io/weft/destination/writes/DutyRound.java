package io.weft.destination.writes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.core.Ticker;
import io.weft.kubernetes.resource.ResourceId;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks what is to be written and writes it, while this replica leads and no faster than it may. What fails is left alone for a
 * while. Nobody is told what was left for later: the next round finds it again.
 *
 * <p>Threading: one thread only.
 */
final class DutyRound {
    /** However quiet it is, everything is compared again after this. */
    static final long RECONCILE_NANOS = 10_000_000_000L;

    private static final Logger log = LoggerFactory.getLogger(DutyRound.class);
    private static final int PER_SECOND = 20;
    private static final int AT_ONCE = 100;

    private final BooleanSupplier leads;
    private final Supplier<List<Task>> due;
    private final WriteMeter meter;
    private final Patience patience;
    private final Pace pace;

    /** @param due everything that does not stand in the cluster as it should */
    DutyRound(BooleanSupplier leads, Supplier<List<Task>> due, WriteMeter meter, Ticker ticker) {
        this.leads = leads;
        this.due = due;
        this.meter = meter;
        this.patience = new Patience(ticker);
        this.pace = new Pace(ticker, PER_SECOND, AT_ONCE);
    }

    /**
     * Once.
     *
     * @return after how many nanoseconds to come again at the latest
     */
    long run() {
        if (!leads.getAsBoolean()) {
            return RECONCILE_NANOS;
        }
        List<Task> tasks = due.get();
        patience.retain(tasks.stream().map(Task::subject).collect(Collectors.toSet()));
        long again = RECONCILE_NANOS;
        for (Task task : tasks) {
            long rest = patience.remainingNanos(task.subject());
            if (rest > 0) {
                again = Math.min(again, rest);
                continue;
            }
            if (!leads.getAsBoolean()) {
                return RECONCILE_NANOS;
            }
            if (pace.remainingNanos() > 0) {
                return Math.min(again, pace.remainingNanos());
            }
            pace.spend();
            again = Math.min(again, perform(task));
        }
        return again;
    }

    private long perform(Task task) {
        try {
            meter.timed(task::perform);
            patience.succeeded(task.subject());
            return RECONCILE_NANOS;
        } catch (KubernetesClientException failed) {
            tell(task.subject(), failed);
            return Math.max(1, patience.remainingNanos(task.subject()));
        }
    }

    private void tell(ResourceId subject, KubernetesClientException failed) {
        if (patience.failed(subject)) {
            log.warn("Nothing can be written to {}: {}; it will be tried again", subject, failed.getMessage());
        } else {
            log.debug("nothing can be written to {} still", subject, failed);
        }
    }
}

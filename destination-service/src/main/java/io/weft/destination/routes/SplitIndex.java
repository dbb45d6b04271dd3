package io.weft.destination.routes;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.digest.Table;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.TrafficSplit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every TrafficSplit, by the service whose traffic it sends elsewhere. Of several for one service the youngest counts, then the
 * one whose name sorts last.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 *
 * @see "crds, 14"
 */
public final class SplitIndex {
    private static final Comparator<TrafficSplit> LATEST =
            Comparator.comparing(TrafficSplit::metadata, Metadata.SENIORITY);

    private final Complaints complaints;
    private final Map<ResourceId, TrafficSplit> splits = new HashMap<>();
    private final Map<ServiceId, NavigableSet<TrafficSplit>> byService = new HashMap<>();

    /** @param complaints hears about services with several splits */
    public SplitIndex(Complaints complaints) {
        this.complaints = complaints;
    }

    /** Whose traffic a new or changed split moves; empty if it says nothing new. */
    public Set<ServiceId> put(TrafficSplit split) {
        if (split.equals(splits.get(split.id()))) {
            return Set.of();
        }
        Set<ServiceId> touched = new HashSet<>(remove(split.id()));
        splits.put(split.id(), split);
        NavigableSet<TrafficSplit> same = byService.computeIfAbsent(service(split), any -> new TreeSet<>(LATEST));
        same.add(split);
        if (same.size() > 1) {
            complaints.say(same.last().id() + " is followed, and "
                    + same.first().id() + " is not: both split " + service(split));
        }
        touched.add(service(split));
        return touched;
    }

    /** Whose traffic a split that is gone moved; empty if there was none. */
    public Set<ServiceId> remove(ResourceId id) {
        TrafficSplit gone = splits.remove(id);
        if (gone == null) {
            return Set.of();
        }
        byService.computeIfPresent(service(gone), (service, same) -> {
            same.remove(gone);
            return same.isEmpty() ? null : same;
        });
        return Set.of(service(gone));
    }

    /** The split that counts. */
    public Optional<TrafficSplit> of(ServiceId service) {
        return of(service, Reasons.NONE);
    }

    Optional<TrafficSplit> of(ServiceId service, Reasons reasons) {
        return Optional.ofNullable(byService.get(service)).map(same -> latest(same, reasons));
    }

    private static TrafficSplit latest(NavigableSet<TrafficSplit> same, Reasons reasons) {
        TrafficSplit last = same.last();
        same.headSet(last)
                .forEach(earlier -> reasons.say(
                        earlier.id(),
                        Verdict.OVERRIDDEN,
                        () -> last.id() + ", which is younger or sorts last, splits the Service"));
        reasons.say(last.id(), Verdict.APPLIES, () -> "splits what no route with backends is about");
        return last;
    }

    /** Every split, those that do not count as well. */
    public Stream<TrafficSplit> all() {
        return splits.values().stream();
    }

    /** Everything as it is now. */
    public List<Table> tables() {
        return List.of(new Table("splits", splits), new Table("service-splits", byService));
    }

    /** The services some of whose traffic goes to {@code backend}. */
    public Set<ServiceId> leadingTo(ServiceId backend) {
        return splits.values().stream()
                .filter(split -> split.metadata().namespace().equals(backend.namespace())
                        && split.backends().stream()
                                .anyMatch(each -> each.service().equals(backend.name())))
                .map(SplitIndex::service)
                .collect(Collectors.toSet());
    }

    private static ServiceId service(TrafficSplit split) {
        return new ServiceId(split.metadata().namespace(), split.service());
    }
}

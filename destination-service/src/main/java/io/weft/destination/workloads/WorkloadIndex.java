package io.weft.destination.workloads;

import io.weft.destination.answers.Subject;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.digest.Table;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every workload, by name, namespace and address.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 */
public final class WorkloadIndex {
    private final Map<String, Map<WorkloadId, Workload>> byNamespace = new HashMap<>();
    private final Map<InetAddress, Map<WorkloadId, Workload>> byAddress = new HashMap<>();

    public Optional<Workload> get(WorkloadId id) {
        return Optional.ofNullable(
                byNamespace.getOrDefault(id.namespace(), Map.of()).get(id));
    }

    public Collection<Workload> in(String namespace) {
        return byNamespace.getOrDefault(namespace, Map.of()).values();
    }

    public Stream<Workload> all() {
        return byNamespace.values().stream().flatMap(workloads -> workloads.values().stream());
    }

    /** Workloads at an address of their own, and those that can be reached through a port of that node. */
    public Collection<Workload> at(InetAddress address) {
        return byAddress.getOrDefault(address, Map.of()).values();
    }

    /** Everything as it is now. */
    public List<Table> tables() {
        return List.of(
                new Table("workloads", all().collect(Collectors.toMap(Workload::id, Function.identity()))),
                new Table("workload-addresses", byAddress));
    }

    /** The subjects a new or changed workload touches; empty if it says nothing new. */
    public Set<Subject> put(Workload workload) {
        Workload before = get(workload.id()).orElse(null);
        if (workload.equals(before)) {
            return Set.of();
        }
        unlink(before);
        byNamespace
                .computeIfAbsent(workload.namespace(), any -> new LinkedHashMap<>())
                .put(workload.id(), workload);
        addresses(workload)
                .forEach(address -> byAddress
                        .computeIfAbsent(address, any -> new LinkedHashMap<>())
                        .put(workload.id(), workload));
        return touched(before, workload);
    }

    /** The subjects a removal touches; empty if there was no such workload. */
    public Set<Subject> remove(WorkloadId id) {
        Workload before = get(id).orElse(null);
        unlink(before);
        return touched(before, null);
    }

    /** What is asked about a workload is asked about its name or its addresses. */
    public static Set<Subject> subjects(Workload workload) {
        Set<Subject> subjects = new HashSet<>();
        subjects.add(workload.id());
        addresses(workload).forEach(address -> subjects.add(new Subject.Address(address)));
        return subjects;
    }

    private static Set<Subject> touched(@Nullable Workload before, @Nullable Workload after) {
        Set<Subject> subjects = new HashSet<>();
        Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(Optional::stream)
                .forEach(workload -> subjects.addAll(subjects(workload)));
        return subjects;
    }

    private void unlink(@Nullable Workload before) {
        if (before != null) {
            drop(byNamespace, before.namespace(), before.id());
            addresses(before).forEach(address -> drop(byAddress, address, before.id()));
        }
    }

    private static <K> void drop(Map<K, Map<WorkloadId, Workload>> index, K key, WorkloadId id) {
        index.computeIfPresent(key, (any, workloads) -> {
            workloads.remove(id);
            return workloads.isEmpty() ? null : workloads;
        });
    }

    private static List<InetAddress> addresses(Workload workload) {
        Placement placement = workload.placement();
        return Stream.concat(
                        placement.own() ? placement.addresses().stream() : Stream.empty(),
                        placement.hostPorts().keySet().stream().map(InetSocketAddress::getAddress))
                .distinct()
                .toList();
    }
}

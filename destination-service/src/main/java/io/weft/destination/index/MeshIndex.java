package io.weft.destination.index;

import io.weft.destination.answers.Answers;
import io.weft.destination.answers.NetworkId;
import io.weft.destination.answers.Subject;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.digest.Digest;
import io.weft.destination.digest.Table;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.OutboundQuestion;
import io.weft.destination.policy.OutboundSnapshot;
import io.weft.destination.policy.ServedPort;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.destination.profiles.ProfileSnapshot;
import io.weft.destination.reasons.Explained;
import io.weft.destination.services.MeshService;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.splits.Split;
import io.weft.destination.workloads.Roster;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mesh as it is now: takes what a feed says, keeps the answers to open questions up to date.
 *
 * <p>Threading: safe from any thread. Work under the lock is short and never calls out; readers of answers wake elsewhere,
 * and only where the answer differs.
 */
public final class MeshIndex {
    /** What is asked about them. */
    public static final Subject.Splits ALL_SPLITS = new Subject.Splits();

    /** What is asked about them. */
    public static final Subject.Services ALL_SERVICES = new Subject.Services();

    private static final Set<ResourceKind> SPLITTING = EnumSet.of(
            ResourceKind.TRAFFIC_SPLIT,
            ResourceKind.SERVICE_PROFILE,
            ResourceKind.HTTP_ROUTE,
            ResourceKind.GATEWAY_HTTP_ROUTE,
            ResourceKind.GRPC_ROUTE,
            ResourceKind.GATEWAY);

    private final Object lock = new Object();
    private final MeshSettings settings;
    private final Complaints complaints;
    private final Roster roster = new Roster();
    private final Answers<EndpointQuestion, EndpointSnapshot> endpoints;
    private final Answers<ProfileQuestion, ProfileSnapshot> profiles;
    private final Answers<InboundQuestion, Optional<ServedPort>> inbound;
    private final Answers<OutboundQuestion, OutboundSnapshot> outbound;
    private final Answers<Subject.Splits, List<Split>> splits;
    private final Answers<Subject.Services, List<MeshService>> services;
    private MeshFacts facts; // guarded by lock
    private volatile boolean loaded;

    /** @param complaints hears about objects that contradict themselves or each other */
    public MeshIndex(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.complaints = complaints;
        facts = new MeshFacts(settings, complaints);
        endpoints = new Answers<>(lock, EndpointQuestion::service, (question, last) -> facts.endpoints(question, last));
        profiles = new Answers<>(lock, ProfileQuestion::subject, (question, last) -> facts.profile(question));
        inbound = new Answers<>(lock, InboundQuestion::workload, (question, last) -> facts.inbound(question));
        outbound = new Answers<>(lock, OutboundQuestion::subject, (question, last) -> facts.outbound(question));
        splits = new Answers<>(lock, all -> all, (all, last) -> facts.splits());
        services = new Answers<>(lock, all -> all, (all, last) -> sorted(facts.services()));
    }

    /** {@code all} is everything there is; whatever else was known is gone. */
    public void reset(Collection<Resource> all) {
        synchronized (lock) {
            facts = new MeshFacts(settings, complaints);
            all.forEach(facts::apply);
            roster.reset(facts.workloads().toList());
            loaded = true;
            endpoints.refreshAll();
            profiles.refreshAll();
            inbound.refreshAll();
            outbound.refreshAll();
            splits.refreshAll();
            services.refreshAll();
        }
    }

    /** Some objects changed at once: whoever reads sees all of it or nothing. */
    public void change(List<Resource> applied, List<ResourceId> deleted) {
        synchronized (lock) {
            Map<ResourceId, Set<Subject>> touched = new LinkedHashMap<>();
            applied.forEach(resource -> touched.put(resource.id(), facts.apply(resource)));
            deleted.forEach(id -> touched.put(id, facts.delete(id)));
            touched.values().removeIf(Set::isEmpty);
            refresh(touched.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
            touched.keySet().forEach(this::enroll);
            if (touched.keySet().stream().map(ResourceId::kind).anyMatch(SPLITTING::contains)) {
                splits.refresh(ALL_SPLITS);
            }
            if (touched.keySet().stream().anyMatch(id -> id.kind() == ResourceKind.SERVICE)) {
                services.refresh(ALL_SERVICES);
            }
        }
    }

    /** {@code resource} is new, or replaces the one with its id. */
    public void apply(Resource resource) {
        change(List.of(resource), List.of());
    }

    /** The object is gone. */
    public void delete(ResourceId id) {
        change(List.of(), List.of(id));
    }

    /** Whether the first complete state has arrived. Before that nothing may be answered. */
    public boolean loaded() {
        return loaded;
    }

    /** Replicas of services. */
    public Answers<EndpointQuestion, EndpointSnapshot> endpoints() {
        return endpoints;
    }

    /** Names and addresses in the older API. */
    public Answers<ProfileQuestion, ProfileSnapshot> profiles() {
        return profiles;
    }

    /** Ports of workloads; empty for a workload that is not there or has no proxy of ours. */
    public Answers<InboundQuestion, Optional<ServedPort>> inbound() {
        return inbound;
    }

    /** Targets of clients. */
    public Answers<OutboundQuestion, OutboundSnapshot> outbound() {
        return outbound;
    }

    /** How a port is served, joined anew, and why. */
    public Explained<Optional<ServedPort>> explain(InboundQuestion question) {
        synchronized (lock) {
            return Explained.of(reasons -> facts.inbound(question, reasons));
        }
    }

    /** How a target is reached, joined anew, and why. */
    public Explained<OutboundSnapshot> explain(OutboundQuestion question) {
        synchronized (lock) {
            return Explained.of(reasons -> facts.outbound(question, reasons));
        }
    }

    /** All Services, by namespace and name: one question, about all of them. */
    public Answers<Subject.Services, List<MeshService>> services() {
        return services;
    }

    private static List<MeshService> sorted(Stream<MeshService> services) {
        return services.sorted(Comparator.comparing(service -> service.id().toString()))
                .toList();
    }

    /** All workloads. */
    public Roster roster() {
        return roster;
    }

    /** How the traffic of Services is split: one question, about all of it. */
    public Answers<Subject.Splits, List<Split>> splits() {
        return splits;
    }

    /** What is known now, in short: an index that was told the same, in whatever order, has the same digest. */
    public Digest digest() {
        List<Table> tables;
        synchronized (lock) {
            Map<WorkloadId, Workload> rostered =
                    roster.since(0).applied().stream().collect(Collectors.toMap(Workload::id, Function.identity()));
            tables = Stream.concat(facts.tables(), Stream.of(new Table("roster", rostered)))
                    .toList();
        }
        return Digest.of(tables);
    }

    /** How many objects ports of workloads are joined of, by kind and namespace. */
    public Map<ResourceKind, Map<String, Long>> inboundSizes() {
        synchronized (lock) {
            return sizes(facts.inboundIds());
        }
    }

    /** How many objects clients' ways to their targets are joined of, by kind and namespace. */
    public Map<ResourceKind, Map<String, Long>> outboundSizes() {
        synchronized (lock) {
            return sizes(facts.outboundIds());
        }
    }

    private static Map<ResourceKind, Map<String, Long>> sizes(Stream<ResourceId> ids) {
        return ids.collect(Collectors.groupingBy(
                ResourceId::kind, Collectors.groupingBy(ResourceId::namespace, Collectors.counting())));
    }

    private void refresh(Set<Subject> touched) {
        for (Subject subject : touched) {
            endpoints.refresh(subject);
            profiles.refresh(subject);
            inbound.refresh(subject);
            outbound.refresh(subject);
        }
        if (touched.stream().anyMatch(NetworkId.class::isInstance)) {
            outbound.refresh(this::isOutside);
        }
    }

    private boolean isOutside(Subject subject) {
        return subject instanceof Subject.Address(var address) && !settings.inCluster(address);
    }

    private void enroll(ResourceId changed) {
        workload(changed).ifPresent(id -> facts.workload(id).ifPresentOrElse(roster::apply, () -> roster.remove(id)));
    }

    private static Optional<WorkloadId> workload(ResourceId id) {
        return switch (id.kind()) {
            case POD -> Optional.of(WorkloadId.pod(id.namespace(), id.name()));
            case EXTERNAL_WORKLOAD -> Optional.of(WorkloadId.external(id.namespace(), id.name()));
            default -> Optional.empty();
        };
    }
}

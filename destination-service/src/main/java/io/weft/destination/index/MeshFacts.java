package io.weft.destination.index;

import io.weft.destination.answers.NetworkId;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.digest.Table;
import io.weft.destination.egress.EgressIndex;
import io.weft.destination.egress.NetworkReader;
import io.weft.destination.endpoints.EndpointJoin;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointReader;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.endpoints.SliceIndex;
import io.weft.destination.endpoints.ZoneIndex;
import io.weft.destination.policy.InboundPolicies;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.OutboundPolicyJoin;
import io.weft.destination.policy.OutboundQuestion;
import io.weft.destination.policy.OutboundSnapshot;
import io.weft.destination.policy.PolicyIndex;
import io.weft.destination.policy.ServedPort;
import io.weft.destination.profiles.ProfileIndex;
import io.weft.destination.profiles.ProfileJoin;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.destination.profiles.ProfileSnapshot;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.routes.RouteIndex;
import io.weft.destination.routes.SplitIndex;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.destination.services.ServiceReader;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.splits.Split;
import io.weft.destination.splits.SplitJoin;
import io.weft.destination.workloads.Workload;
import io.weft.destination.workloads.WorkloadIndex;
import io.weft.destination.workloads.WorkloadReader;
import io.weft.kubernetes.resource.EgressNetwork;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.Gateway;
import io.weft.kubernetes.resource.Node;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Service;
import io.weft.kubernetes.resource.ServiceProfile;
import io.weft.kubernetes.resource.TrafficSplit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of the mesh: one index per kind of fact, one join per question, and which subjects a change touches.
 *
 * <p>Threading: not safe; guarded by the lock of {@link MeshIndex}.
 */
final class MeshFacts {
    private final WorkloadIndex workloads = new WorkloadIndex();
    private final ServiceIndex services = new ServiceIndex();
    private final SliceIndex slices = new SliceIndex();
    private final ZoneIndex zones = new ZoneIndex();
    private final ProfileIndex profiles;
    private final SplitIndex splits;
    private final RouteIndex routes;
    private final EgressIndex networks;
    private final NetworkReader networkReader;
    private final PolicyIndex policies;
    private final InboundPolicies inbound;
    private final WorkloadReader workloadReader;
    private final ServiceReader serviceReader;
    private final EndpointJoin endpointJoin;
    private final ProfileJoin profileJoin;
    private final OutboundPolicyJoin outboundJoin;
    private final SplitJoin splitJoin;

    MeshFacts(MeshSettings settings, Complaints complaints) {
        profiles = new ProfileIndex(settings.names().clusterDomain());
        splits = new SplitIndex(complaints);
        routes = new RouteIndex(settings.serviceParentFallback());
        networks = new EgressIndex(settings.egressNamespace());
        networkReader = new NetworkReader(settings, complaints);
        policies = new PolicyIndex(settings, complaints);
        inbound = new InboundPolicies(settings, policies, complaints);
        workloadReader = new WorkloadReader(settings, complaints);
        serviceReader = new ServiceReader(settings, complaints);
        endpointJoin = new EndpointJoin(
                workloads::get, zones, inbound::opaque, new EndpointReader(settings.hops()), settings.ipv6());
        profileJoin = new ProfileJoin(settings, services, workloads, slices, zones, inbound::opaque, profiles, splits);
        outboundJoin = new OutboundPolicyJoin(settings, services, networks, splits, routes, complaints);
        splitJoin = new SplitJoin(profiles, splits, routes);
    }

    /** Takes a new or changed object, and says what it touches. */
    Set<Subject> apply(Resource told) {
        Resource resource = told.unreported();
        return switch (resource) {
            case Pod pod -> withServices(workloads.put(workloadReader.read(pod)));
            case ExternalWorkload machine -> withServices(workloads.put(workloadReader.read(machine)));
            case ServiceProfile profile -> withAddresses(profiles.put(profile));
            case TrafficSplit split -> withAddresses(splits.put(split));
            case Route route -> put(route);
            case EgressNetwork network -> networks.put(networkReader.read(network));
            case Gateway gateway -> withAddresses(routes.put(gateway));
            case Service service -> withThoseThatLeadTo(services.put(serviceReader.read(service)));
            case EndpointSlice slice -> Set.copyOf(slices.put(slice));
            case Node node -> zones.put(node) ? placedOn(node.metadata().name()) : Set.of();
            default -> workloadsOf(policies.put(resource));
        };
    }

    /** Forgets an object, and says what that touches. */
    Set<Subject> delete(ResourceId id) {
        return switch (id.kind()) {
            case POD -> delete(WorkloadId.pod(id.namespace(), id.name()));
            case EXTERNAL_WORKLOAD -> delete(WorkloadId.external(id.namespace(), id.name()));
            case SERVICE_PROFILE -> withAddresses(profiles.remove(id));
            case TRAFFIC_SPLIT -> withAddresses(splits.remove(id));
            case EGRESS_NETWORK -> networks.remove(new NetworkId(id.namespace(), id.name()));
            case HTTP_ROUTE, GATEWAY_HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE ->
                both(withAddresses(routes.remove(id)), workloadsOf(policies.remove(id)));
            case GATEWAY -> withAddresses(routes.removeGateway(id));
            case SERVICE -> withThoseThatLeadTo(services.remove(new ServiceId(id.namespace(), id.name())));
            case ENDPOINT_SLICE -> Set.copyOf(slices.remove(id));
            case NODE -> zones.remove(id.name()) ? placedOn(id.name()) : Set.of();
            default -> workloadsOf(policies.remove(id));
        };
    }

    Optional<Workload> workload(WorkloadId id) {
        return workloads.get(id);
    }

    Stream<Workload> workloads() {
        return workloads.all();
    }

    EndpointSnapshot endpoints(EndpointQuestion question, @Nullable EndpointSnapshot previous) {
        return endpointJoin.join(question, services.get(question.service()), slices.of(question.service()), previous);
    }

    ProfileSnapshot profile(ProfileQuestion question) {
        return profileJoin.join(question);
    }

    /** Empty for a workload that is not there or has no proxy of ours. */
    Optional<ServedPort> inbound(InboundQuestion question) {
        return workloads
                .get(question.workload())
                .filter(workload -> workload.sidecar().ours())
                .map(workload -> inbound.port(workload, question.port()));
    }

    Optional<ServedPort> inbound(InboundQuestion question, Reasons reasons) {
        return workloads
                .get(question.workload())
                .filter(workload -> workload.sidecar().ours())
                .map(workload -> inbound.port(workload, question.port(), reasons));
    }

    OutboundSnapshot outbound(OutboundQuestion question, Reasons reasons) {
        return outboundJoin.join(question, reasons);
    }

    List<Split> splits() {
        return splitJoin.join();
    }

    Stream<MeshService> services() {
        return services.all();
    }

    /** What ports of workloads are joined of. */
    Stream<ResourceId> inboundIds() {
        return Stream.concat(
                policies.ids(),
                workloads
                        .all()
                        .map(workload -> new ResourceId(
                                workload.isPod() ? ResourceKind.POD : ResourceKind.EXTERNAL_WORKLOAD,
                                workload.namespace(),
                                workload.id().name())));
    }

    /** What clients' ways to their targets are joined of. */
    Stream<ResourceId> outboundIds() {
        return Stream.of(
                        routes.ids(),
                        services.all()
                                .map(service -> new ResourceId(
                                        ResourceKind.SERVICE,
                                        service.id().namespace(),
                                        service.id().name())),
                        networks.ids()
                                .map(id -> new ResourceId(ResourceKind.EGRESS_NETWORK, id.namespace(), id.name())))
                .flatMap(ids -> ids);
    }

    /** Everything that is known, index by index. */
    Stream<Table> tables() {
        return Stream.of(
                        workloads.tables(),
                        services.tables(),
                        slices.tables(),
                        splits.tables(),
                        routes.tables(),
                        List.of(zones.table(), profiles.table(), networks.table(), policies.table()))
                .flatMap(List::stream);
    }

    OutboundSnapshot outbound(OutboundQuestion question) {
        return outboundJoin.join(question);
    }

    /** A route may be about the clients of Services and about the workloads behind Servers. */
    private Set<Subject> put(Route route) {
        boolean ofServer = route.parents().stream().anyMatch(Route.ParentRef::isServer);
        return both(
                withAddresses(routes.put(route)),
                workloadsOf(ofServer ? policies.put(route) : policies.remove(route.id())));
    }

    private static Set<Subject> both(Set<Subject> some, Set<Subject> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /** What may say in which zone a node is: all services, as clients are there too, and the node's workloads. */
    private Set<Subject> placedOn(String node) {
        Set<Subject> subjects = new HashSet<>(slices.services());
        workloads
                .all()
                .filter(workload ->
                        workload.placement().node().filter(node::equals).isPresent())
                .forEach(workload -> subjects.addAll(WorkloadIndex.subjects(workload)));
        return subjects;
    }

    private Set<Subject> delete(WorkloadId id) {
        inbound.forget(id);
        return withServices(workloads.remove(id));
    }

    /** What is said of a service is also said of its addresses. */
    private Set<Subject> withAddresses(Set<? extends Subject> touched) {
        Set<Subject> all = new HashSet<>(touched);
        for (Subject subject : touched) {
            if (subject instanceof ServiceId id) {
                services.get(id)
                        .ifPresent(service ->
                                service.addresses().forEach(address -> all.add(new Subject.Address(address))));
            }
        }
        return all;
    }

    /** What is said of services whose traffic goes to another depends on whether that is there. */
    private Set<Subject> withThoseThatLeadTo(Set<Subject> touched) {
        Set<Subject> all = new HashSet<>(touched);
        for (Subject subject : touched) {
            if (subject instanceof ServiceId id) {
                all.addAll(withAddresses(splits.leadingTo(id)));
                all.addAll(withAddresses(routes.leadingTo(id)));
            }
        }
        return all;
    }

    /** What is said of a workload is also said of the services it stands behind. */
    private Set<Subject> withServices(Set<Subject> touched) {
        Set<Subject> all = new HashSet<>(touched);
        for (Subject subject : touched) {
            if (subject instanceof WorkloadId id) {
                all.addAll(slices.servicesOf(id));
            }
        }
        return all;
    }

    private Set<Subject> workloadsOf(PolicyIndex.Touched touched) {
        Stream<Workload> found = touched.everywhere()
                ? workloads.all()
                : touched.namespaces().stream().flatMap(namespace -> workloads.in(namespace).stream());
        Set<Subject> subjects = new HashSet<>();
        found.forEach(workload -> subjects.addAll(WorkloadIndex.subjects(workload)));
        return withServices(subjects);
    }
}

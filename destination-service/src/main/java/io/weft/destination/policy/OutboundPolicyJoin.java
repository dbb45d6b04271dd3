package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.egress.EgressIndex;
import io.weft.destination.egress.MeshNetwork;
import io.weft.destination.policy.RoutedPort.Defaults;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.BackendJoin;
import io.weft.destination.routes.OutboundRoute;
import io.weft.destination.routes.PortRoutes;
import io.weft.destination.routes.RouteIndex;
import io.weft.destination.routes.RouteJoin;
import io.weft.destination.routes.RouteParent;
import io.weft.destination.routes.SplitIndex;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.RouteMatch;
import io.weft.kubernetes.resource.Service;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How clients treat traffic to a target. Pure, apart from the indexes it looks things up in and complaints.
 *
 * @see "wire-behaviour, 1.8: outbound; crds, 9 and 11.4: protocol"
 */
public final class OutboundPolicyJoin {
    private static final Defaults TO_OWN = new Defaults.ToOwn();
    private static final ResourceRef FALLBACK = ResourceRef.ofDefault("egress-fallback");

    private final MeshSettings settings;
    private final ServiceIndex services;
    private final EgressIndex networks;
    private final BackendJoin backends;
    private final RouteJoin routes;

    public OutboundPolicyJoin(
            MeshSettings settings,
            ServiceIndex services,
            EgressIndex networks,
            SplitIndex splits,
            RouteIndex routes,
            Complaints complaints) {
        this.settings = settings;
        this.services = services;
        this.networks = networks;
        this.backends = new BackendJoin(settings.names().clusterDomain(), services, splits);
        this.routes = new RouteJoin(routes, backends, complaints);
    }

    public OutboundSnapshot join(OutboundQuestion question) {
        return join(question, Reasons.NONE);
    }

    /** The same, saying why. */
    public OutboundSnapshot join(OutboundQuestion question, Reasons reasons) {
        return switch (question) {
            case OutboundQuestion.ByAddress address -> byAddress(address, reasons);
            case OutboundQuestion.ByService named ->
                services.get(named.service())
                        .filter(service -> !service.externalName())
                        .map(service -> ofService(service, named, reasons))
                        .orElseGet(OutboundSnapshot.Unknown::new);
        };
    }

    /** Several Services with one address are a mistake elsewhere; here the first by name answers. */
    private OutboundSnapshot byAddress(OutboundQuestion.ByAddress question, Reasons reasons) {
        Optional<MeshService> holder = services.at(question.address()).stream()
                .min(Comparator.comparing(ServiceId::toString))
                .flatMap(services::get);
        if (holder.isPresent()) {
            return ofService(holder.get(), question, reasons);
        }
        return settings.inCluster(question.address()) ? new OutboundSnapshot.Unknown() : outside(question, reasons);
    }

    private OutboundSnapshot ofService(MeshService service, OutboundQuestion question, Reasons reasons) {
        return service.port(question.port())
                .map(defined -> ofPort(service, defined, question.client(), reasons))
                .orElseGet(() -> new OutboundSnapshot.UndefinedPort(service.id(), question.port()));
    }

    private OutboundSnapshot ofPort(MeshService service, Service.Port port, String client, Reasons reasons) {
        RouteParent parent = new RouteParent(
                service.id(),
                ResourceRef.of(
                                "core",
                                "Service",
                                service.id().namespace(),
                                service.id().name())
                        .withPort(port.port()),
                port.name(),
                backends.of(service.id(), port.port()),
                backends.split(service.id(), port.port(), reasons),
                service.traffic());
        PortRoutes attached = service.addresses().isEmpty() ? PortRoutes.NONE : routes.join(parent, client, reasons);
        reasons.say("Service " + service.id() + " port " + port.port(), Verdict.APPLIES, () -> spoken(service, port));
        return new RoutedPort(parent, attached, TO_OWN)
                .snapshot(port.appProtocol().orElse(""), service.opaque().contains(port.port()));
    }

    private static String spoken(MeshService service, Service.Port port) {
        return port.appProtocol()
                .map(said -> "its appProtocol is " + said)
                .orElseGet(() -> service.opaque().contains(port.port())
                        ? "it is one of the opaque ports"
                        : "neither appProtocol nor opaque ports say what it speaks: clients and routes do");
    }

    private OutboundSnapshot outside(OutboundQuestion.ByAddress question, Reasons reasons) {
        InetSocketAddress target = new InetSocketAddress(question.address(), question.port());
        return networks.find(question.address(), question.client())
                .map(network -> ofNetwork(network, target, question.client(), reasons))
                .orElseGet(() -> fallback(target));
    }

    private OutboundSnapshot ofNetwork(MeshNetwork network, InetSocketAddress target, String client, Reasons reasons) {
        ResourceKind kind = ResourceKind.EGRESS_NETWORK;
        ResourceRef ref = ResourceRef.of(
                        kind.group(),
                        kind.kind(),
                        network.id().namespace(),
                        network.id().name())
                .withPort(target.getPort());
        RouteParent parent =
                new RouteParent(network.id(), ref, "", new Backend.Outside(ref, target), List.of(), network.traffic());
        PortRoutes attached = network.takesRoutes() ? routes.join(parent, client, reasons) : PortRoutes.NONE;
        reasons.say(
                "EgressNetwork " + network.id(),
                Verdict.APPLIES,
                () -> network.allows() ? "has the address, and allows it" : "has the address, and denies it");
        return new RoutedPort(parent, attached, new Defaults.Beside(network.allows()))
                .snapshot("", network.opaque().contains(target.getPort()));
    }

    private static OutboundSnapshot fallback(InetSocketAddress target) {
        return new OutboundSnapshot.Routed(
                FALLBACK,
                OutboundSnapshot.Protocol.DETECT,
                new Backend.Outside(FALLBACK, target),
                List.of(OutboundRoute.passing(FALLBACK, RouteMatch.Http.ALL)),
                List.of(OutboundRoute.passing(FALLBACK, RouteMatch.Connection.ALL)),
                Optional.empty());
    }
}

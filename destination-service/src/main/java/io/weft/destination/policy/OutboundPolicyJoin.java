package io.weft.destination.policy;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.routes.BackendJoin;
import io.weft.destination.routes.OutboundRoute;
import io.weft.destination.routes.RouteIndex;
import io.weft.destination.routes.RouteJoin;
import io.weft.destination.routes.SplitIndex;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.Service;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How clients treat traffic to a target. Pure, apart from the indexes it looks things up in and complaints.
 *
 * @see "wire-behaviour, 1.8: outbound; crds, 11.4: protocol"
 */
public final class OutboundPolicyJoin {
    private final MeshSettings settings;
    private final ServiceIndex services;
    private final BackendJoin backends;
    private final RouteJoin routes;

    public OutboundPolicyJoin(
            MeshSettings settings, ServiceIndex services, SplitIndex splits, RouteIndex routes, Complaints complaints) {
        this.settings = settings;
        this.services = services;
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
        return settings.inCluster(question.address())
                ? new OutboundSnapshot.Unknown()
                : new OutboundSnapshot.Egress(new InetSocketAddress(question.address(), question.port()));
    }

    private OutboundSnapshot ofService(MeshService service, OutboundQuestion question, Reasons reasons) {
        return service.port(question.port())
                .map(defined -> ofPort(service, defined, question.client(), reasons))
                .orElseGet(() -> new OutboundSnapshot.UndefinedPort(service.id(), question.port()));
    }

    private OutboundSnapshot ofPort(MeshService service, Service.Port port, String client, Reasons reasons) {
        List<OutboundRoute> attached = routes.join(service, port, client, reasons);
        OutboundSnapshot.Protocol protocol = protocol(service, port, attached);
        boolean fits = (protocol == OutboundSnapshot.Protocol.GRPC) == isGrpc(attached);
        reasons.say(
                "Service " + service.id() + " port " + port.port(),
                Verdict.APPLIES,
                () -> spoken(service, port, protocol) + (fits ? "" : ", which the routes are not about"));
        return new OutboundSnapshot.OfService(
                backends.of(service.id(), port.port()),
                protocol,
                backends.split(service.id(), port.port(), reasons),
                attached.isEmpty() || !fits ? List.of(routes.byDefault(service, port)) : attached,
                service.traffic().accrual());
    }

    private static OutboundSnapshot.Protocol protocol(
            MeshService service, Service.Port port, List<OutboundRoute> attached) {
        String said = port.appProtocol().orElse("").toLowerCase(Locale.ROOT);
        return switch (said) {
            case "" ->
                service.opaque().contains(port.port())
                        ? OutboundSnapshot.Protocol.OPAQUE
                        : isGrpc(attached) ? OutboundSnapshot.Protocol.GRPC : OutboundSnapshot.Protocol.DETECT;
            case "http" -> OutboundSnapshot.Protocol.HTTP1;
            case "kubernetes.io/h2c" ->
                isGrpc(attached) ? OutboundSnapshot.Protocol.GRPC : OutboundSnapshot.Protocol.HTTP2;
            default -> OutboundSnapshot.Protocol.OPAQUE;
        };
    }

    private static String spoken(MeshService service, Service.Port port, OutboundSnapshot.Protocol protocol) {
        String why = port.appProtocol()
                .map(said -> "appProtocol is " + said)
                .orElseGet(() -> service.opaque().contains(port.port())
                        ? "it is one of the opaque ports"
                        : "neither appProtocol nor opaque ports say otherwise");
        return "is taken for " + protocol + ": " + why;
    }

    private static boolean isGrpc(List<OutboundRoute> routes) {
        return routes.stream().anyMatch(OutboundRoute::isGrpc);
    }
}

package io.weft.destination.policy;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.routes.BackendJoin;
import io.weft.destination.routes.SplitIndex;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.Service;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * How clients treat traffic to a target. Pure, apart from the index it looks things up in.
 *
 * @see "wire-behaviour, 1.8: outbound; crds, 11.4: protocol"
 */
public final class OutboundPolicyJoin {
    private final MeshSettings settings;
    private final ServiceIndex services;
    private final BackendJoin backends;

    public OutboundPolicyJoin(MeshSettings settings, ServiceIndex services, SplitIndex splits) {
        this.settings = settings;
        this.services = services;
        this.backends = new BackendJoin(settings.names().clusterDomain(), services, splits);
    }

    public OutboundSnapshot join(OutboundQuestion question) {
        return switch (question) {
            case OutboundQuestion.ByAddress address -> byAddress(address);
            case OutboundQuestion.ByService(ServiceId id, int port) ->
                services.get(id)
                        .filter(service -> !service.externalName())
                        .map(service -> ofService(service, port))
                        .orElseGet(OutboundSnapshot.Unknown::new);
        };
    }

    /** Several Services with one address are a mistake elsewhere; here the first by name answers. */
    private OutboundSnapshot byAddress(OutboundQuestion.ByAddress question) {
        Optional<MeshService> holder = services.at(question.address()).stream()
                .min(Comparator.comparing(ServiceId::toString))
                .flatMap(services::get);
        if (holder.isPresent()) {
            return ofService(holder.get(), question.port());
        }
        return settings.inCluster(question.address())
                ? new OutboundSnapshot.Unknown()
                : new OutboundSnapshot.Egress(new InetSocketAddress(question.address(), question.port()));
    }

    private OutboundSnapshot ofService(MeshService service, int port) {
        return service.port(port)
                .<OutboundSnapshot>map(defined -> new OutboundSnapshot.OfService(
                        backends.of(service.id(), port),
                        protocol(service, defined),
                        backends.split(service.id(), port)))
                .orElseGet(() -> new OutboundSnapshot.UndefinedPort(service.id(), port));
    }

    private static OutboundSnapshot.Protocol protocol(MeshService service, Service.Port port) {
        String said = port.appProtocol().orElse("").toLowerCase(Locale.ROOT);
        return switch (said) {
            case "" ->
                service.opaque().contains(port.port())
                        ? OutboundSnapshot.Protocol.OPAQUE
                        : OutboundSnapshot.Protocol.DETECT;
            case "http" -> OutboundSnapshot.Protocol.HTTP1;
            case "kubernetes.io/h2c" -> OutboundSnapshot.Protocol.HTTP2;
            default -> OutboundSnapshot.Protocol.OPAQUE;
        };
    }
}

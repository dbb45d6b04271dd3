package io.weft.proxy.outbound.discover;

import io.netty.util.NetUtil;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.core.Network;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.FixedWatch;
import io.weft.proxy.control.Fold;
import io.weft.proxy.control.Refusals;
import io.weft.proxy.control.Watch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks what the older API knows of an address.
 *
 * @see "wire-behaviour, 1.4: GetProfile result handling"
 */
final class ProfileClient {
    /** What holds where the control plane is not asked. */
    static final Profile NONE = new Profile(false, "", Optional.empty());

    private final ControlChannel channel;
    private final String context;
    private final List<Network> networks;
    private final EndpointTranslator translator;

    /** @param networks addresses outside are not asked about */
    ProfileClient(ControlChannel channel, String context, List<Network> networks, EndpointTranslator translator) {
        this.channel = channel;
        this.context = context;
        this.networks = networks;
        this.translator = translator;
    }

    Watch<Profile> watch(InetSocketAddress originalDestination) {
        InetAddress address = originalDestination.getAddress();
        if (networks.stream().noneMatch(network -> network.contains(address))) {
            return new FixedWatch<>(NONE);
        }
        return channel.watch(
                DestinationGrpc.getGetProfileMethod(),
                question(originalDestination),
                Fold.replacing(this::translate),
                Refusals.OF_THE_QUESTION);
    }

    GetDestination question(InetSocketAddress destination) {
        return GetDestination.newBuilder()
                .setPath(NetUtil.toSocketAddressString(destination))
                .setContextToken(context)
                .build();
    }

    Profile translate(DestinationProfile message) {
        return new Profile(
                message.getOpaqueProtocol(),
                message.getFullyQualifiedName(),
                message.hasEndpoint() ? translator.endpoint(message.getEndpoint(), Map.of()) : Optional.empty(),
                ProfileTranslator.read(message, translator.warnings()));
    }
}

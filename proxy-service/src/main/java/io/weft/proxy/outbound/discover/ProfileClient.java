package io.weft.proxy.outbound.discover;

import io.netty.util.NetUtil;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.WeightedAddr;
import io.weft.core.Authority;
import io.weft.core.Network;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.FixedWatch;
import io.weft.proxy.control.Fold;
import io.weft.proxy.control.Refusals;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Asks what the older API knows of an address.
 *
 * @see "wire-behaviour, 1.4: GetProfile result handling"
 */
final class ProfileClient {
    /** What holds where the control plane is not asked: there is none, which differs from one that says nothing. */
    static final Watched<Profile> NONE = new Watched.Ended<>(true, "nobody is asked about it");

    private final ControlChannel channel;
    private final String context;
    private final List<Network> networks;
    private final List<String> suffixes;
    private final EndpointTranslator translator;

    /**
     * Asks nothing yet.
     *
     * @param networks addresses outside are not asked about, but the hosts that requests to them name
     * @param suffixes of such names; others are not asked about
     */
    ProfileClient(
            ControlChannel channel,
            String context,
            List<Network> networks,
            List<String> suffixes,
            EndpointTranslator translator) {
        this.channel = channel;
        this.context = context;
        this.networks = networks;
        this.suffixes = suffixes;
        this.translator = translator;
    }

    Watch<Profile> watch(InetSocketAddress originalDestination) {
        if (originalDestination.isUnresolved()) {
            return watch(new Authority(originalDestination.getHostString(), originalDestination.getPort()));
        }
        return isInside(originalDestination)
                ? ask(question(originalDestination), Refusals.OF_THE_QUESTION)
                : new FixedWatch<>(NONE);
    }

    /** Where no network is said, nobody knows what is outside. */
    boolean byName(InetSocketAddress originalDestination) {
        return !originalDestination.isUnresolved() && !networks.isEmpty() && !isInside(originalDestination);
    }

    /** Whoever asks for a name may have it from a stranger: that nobody knows it is an answer, while nobody does. */
    Watch<Profile> watch(Authority named) {
        return isCovered(named.host()) ? ask(question(named.toString()), Refusals.OR_UNKNOWN) : new FixedWatch<>(NONE);
    }

    private boolean isInside(InetSocketAddress destination) {
        InetAddress address = destination.getAddress();
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private boolean isCovered(String host) {
        return suffixes.stream()
                .anyMatch(suffix -> suffix.equals(".") || host.equals(suffix) || host.endsWith("." + suffix));
    }

    private Watch<Profile> ask(GetDestination question, Refusals refusals) {
        return channel.watch(
                DestinationGrpc.getGetProfileMethod(), question, Fold.replacing(this::translate), refusals);
    }

    GetDestination question(InetSocketAddress destination) {
        return question(NetUtil.toSocketAddressString(destination));
    }

    private GetDestination question(String path) {
        return GetDestination.newBuilder()
                .setPath(path)
                .setContextToken(context)
                .build();
    }

    Profile translate(DestinationProfile message) {
        return new Profile(
                message.getOpaqueProtocol(),
                message.getFullyQualifiedName(),
                message.hasEndpoint() ? replica(message.getEndpoint()) : new Replica.Unsaid(),
                ProfileTranslator.read(message, translator.warnings()));
    }

    private Replica replica(WeightedAddr message) {
        return translator
                .endpoint(message, Map.of())
                .<Replica>map(Replica.Usable::new)
                .orElseGet(Replica.Unusable::new);
    }
}

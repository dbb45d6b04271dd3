package io.weft.destination.grpc;

import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.WeightedDst;
import io.weft.destination.profiles.ProfileSnapshot;
import io.weft.kubernetes.resource.ServiceProfile;
import java.util.List;
import java.util.Optional;

/**
 * Profiles. Pure.
 *
 * @see "wire-behaviour, 1.7: GetProfile"
 */
final class ProfileTranslator {
    private final EndpointTranslator endpoints;

    ProfileTranslator(EndpointTranslator endpoints) {
        this.endpoints = endpoints;
    }

    /** @throws io.grpc.StatusRuntimeException where there is no profile to give */
    DestinationProfile toMessage(ProfileSnapshot snapshot) {
        return switch (snapshot) {
            case ProfileSnapshot.OfService service ->
                RouteTranslator.profile(service.profile())
                        .addAllDstOverrides(overrides(service.overrides(), service.port()))
                        .setOpaqueProtocol(service.opaque())
                        .setFullyQualifiedName(service.qualifiedName())
                        .setParentRef(MetaTranslator.ofService(service.service(), service.port()))
                        .build();
            case ProfileSnapshot.UndefinedPort() -> DestinationProfile.getDefaultInstance();
            case ProfileSnapshot.OfEndpoint(var endpoint, boolean opaque) ->
                budgeted(opaque).setEndpoint(endpoints.toMessage(endpoint)).build();
            case ProfileSnapshot.OfHost host -> ofHost(host);
            case ProfileSnapshot.Ambiguous(var services) ->
                throw Refused.precondition(
                        "several services have this address: " + services + "; give each its own spec.clusterIP");
            case ProfileSnapshot.NoInstance() -> throw Refused.notFound("no replica has this host name");
        };
    }

    /** Named only where there is a profile: a name makes the proxy use its routes. */
    private static DestinationProfile ofHost(ProfileSnapshot.OfHost host) {
        DestinationProfile.Builder message =
                RouteTranslator.profile(host.profile()).setOpaqueProtocol(host.opaque());
        host.profile()
                .ifPresent(profile -> message.setFullyQualifiedName(host.name())
                        .addAllDstOverrides(overrides(profile.dstOverrides(), host.port())));
        return message.build();
    }

    private static List<WeightedDst> overrides(List<ServiceProfile.DstOverride> overrides, int port) {
        return overrides.stream()
                .map(override -> RouteTranslator.override(override, port))
                .toList();
    }

    private static DestinationProfile.Builder budgeted(boolean opaque) {
        return RouteTranslator.profile(Optional.empty()).setOpaqueProtocol(opaque);
    }
}

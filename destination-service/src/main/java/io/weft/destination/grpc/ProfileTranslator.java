package io.weft.destination.grpc;

import com.google.protobuf.Duration;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.RetryBudget;
import io.weft.destination.profiles.ProfileSnapshot;

/**
 * Profiles. Pure.
 *
 * @see "wire-behaviour, 1.7: GetProfile"
 */
final class ProfileTranslator {
    private static final RetryBudget DEFAULT_BUDGET = RetryBudget.newBuilder()
            .setRetryRatio(0.2f)
            .setMinRetriesPerSecond(10)
            .setTtl(Duration.newBuilder().setSeconds(10))
            .build();

    private ProfileTranslator() {}

    /** @throws io.grpc.StatusRuntimeException where there is no profile to give */
    static DestinationProfile toMessage(ProfileSnapshot snapshot) {
        return switch (snapshot) {
            case ProfileSnapshot.OfService service ->
                budgeted(service.opaque())
                        .setFullyQualifiedName(service.qualifiedName())
                        .setParentRef(MetaTranslator.ofService(service.service(), service.port()))
                        .build();
            case ProfileSnapshot.UndefinedPort() -> DestinationProfile.getDefaultInstance();
            case ProfileSnapshot.OfEndpoint(var endpoint, boolean opaque) ->
                budgeted(opaque)
                        .setEndpoint(EndpointTranslator.toMessage(endpoint))
                        .build();
            case ProfileSnapshot.OfHost(boolean opaque) -> budgeted(opaque).build();
            case ProfileSnapshot.Ambiguous(var services) ->
                throw Refused.precondition(
                        "several services have this address: " + services + "; give each its own spec.clusterIP");
            case ProfileSnapshot.NoInstance() -> throw Refused.notFound("no replica has this host name");
        };
    }

    private static DestinationProfile.Builder budgeted(boolean opaque) {
        return DestinationProfile.newBuilder().setRetryBudget(DEFAULT_BUDGET).setOpaqueProtocol(opaque);
    }
}

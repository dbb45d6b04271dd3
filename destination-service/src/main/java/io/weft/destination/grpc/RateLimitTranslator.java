package io.weft.destination.grpc;

import io.weft.api.inbound.HttpLocalRateLimit;
import io.weft.api.inbound.HttpLocalRateLimit.Limit;
import io.weft.api.inbound.HttpLocalRateLimit.Override.ClientIdentities;
import io.weft.api.inbound.Identity;
import io.weft.core.policy.RateLimit;

/** Limits of requests. Pure. */
final class RateLimitTranslator {
    private RateLimitTranslator() {}

    static HttpLocalRateLimit toMessage(RateLimit limit) {
        HttpLocalRateLimit.Builder message =
                HttpLocalRateLimit.newBuilder().setMetadata(MetaTranslator.toMessage(limit.ref()));
        limit.total().ifPresent(total -> message.setTotal(limit(total)));
        limit.identity().ifPresent(identity -> message.setIdentity(limit(identity)));
        limit.overrides().forEach(share -> message.addOverrides(override(share)));
        return message.build();
    }

    private static HttpLocalRateLimit.Override override(RateLimit.Share share) {
        ClientIdentities.Builder clients = ClientIdentities.newBuilder();
        share.clients()
                .forEach(client -> clients.addIdentities(Identity.newBuilder().setName(client.name())));
        return HttpLocalRateLimit.Override.newBuilder()
                .setLimit(limit(share.requestsPerSecond()))
                .setClients(clients)
                .build();
    }

    private static Limit limit(long requestsPerSecond) {
        return Limit.newBuilder()
                .setRequestsPerSecond((int) requestsPerSecond) // 32 bits without sign, as checked where it was read
                .build();
    }
}

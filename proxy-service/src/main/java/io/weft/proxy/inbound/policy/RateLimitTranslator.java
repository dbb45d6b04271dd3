package io.weft.proxy.inbound.policy;

import io.weft.api.inbound.HttpLocalRateLimit;
import io.weft.api.inbound.HttpLocalRateLimit.Limit;
import io.weft.api.inbound.Identity;
import io.weft.api.inbound.ProxyProtocol;
import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.RateLimit;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Local rate limits on the wire and ours; a limit of zero is none.
 *
 * @see "wire-api, 10: HttpLocalRateLimit"
 */
final class RateLimitTranslator {
    private static final ResourceRef UNNAMED = ResourceRef.ofDefault("ratelimit");

    private RateLimitTranslator() {}

    /** Empty for protocols that have none. */
    static Optional<RateLimit> translate(ProxyProtocol message) {
        return switch (message.getKindCase()) {
            case DETECT ->
                Optional.of(message.getDetect())
                        .filter(ProxyProtocol.Detect::hasHttpLocalRateLimit)
                        .map(detect -> limit(detect.getHttpLocalRateLimit()));
            case HTTP1 ->
                Optional.of(message.getHttp1())
                        .filter(ProxyProtocol.Http1::hasLocalRateLimit)
                        .map(http -> limit(http.getLocalRateLimit()));
            case HTTP2 ->
                Optional.of(message.getHttp2())
                        .filter(ProxyProtocol.Http2::hasLocalRateLimit)
                        .map(http -> limit(http.getLocalRateLimit()));
            case GRPC, OPAQUE, TLS, KIND_NOT_SET -> Optional.empty();
        };
    }

    private static RateLimit limit(HttpLocalRateLimit message) {
        return new RateLimit(
                ReferenceTranslator.read(message.getMetadata(), UNNAMED),
                message.hasTotal() ? perSecond(message.getTotal()) : OptionalLong.empty(),
                message.hasIdentity() ? perSecond(message.getIdentity()) : OptionalLong.empty(),
                message.getOverridesList().stream()
                        .map(RateLimitTranslator::share)
                        .toList());
    }

    private static OptionalLong perSecond(Limit message) {
        long value = Integer.toUnsignedLong(message.getRequestsPerSecond());
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Without clients that are named by URI: nobody can prove that to this version. */
    private static RateLimit.Share share(HttpLocalRateLimit.Override message) {
        List<WorkloadIdentity> clients = message.getClients().getIdentitiesList().stream()
                .map(Identity::getName)
                .filter(name -> !name.contains("://"))
                .map(RateLimitTranslator::client)
                .toList();
        return new RateLimit.Share(Integer.toUnsignedLong(message.getLimit().getRequestsPerSecond()), clients);
    }

    private static WorkloadIdentity client(String name) {
        return WorkloadIdentity.parse(name).orElseThrow(() -> new InvalidPolicyException("no identity: " + name));
    }
}

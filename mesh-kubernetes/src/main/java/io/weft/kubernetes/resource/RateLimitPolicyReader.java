package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.RateLimitPolicy.Client;
import java.util.OptionalLong;

/**
 * Reads HTTPLocalRateLimitPolicies.
 *
 * @see "crds, 8"
 */
final class RateLimitPolicyReader implements KindReader {
    private static final long MOST = 0xffff_ffffL; // what the wire holds

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("targetRef", "total", "identity", "overrides");
        OptionalLong total = limit(spec.get("total"));
        OptionalLong identity = limit(spec.get("identity"));
        spec.get("identity").require(fits(identity, total), "at most the total is allowed");
        return new RateLimitPolicy(
                metadata,
                server(spec.get("targetRef").objectOf("group", "kind", "name")),
                total,
                identity,
                spec.get("overrides").items(each -> override(each, total, metadata.namespace())),
                StatusReader.rateLimit(root));
    }

    private static String server(Field ref) {
        ref.get("kind")
                .require(
                        Groups.same(Groups.POLICY, ref.get("group").stringOr(Groups.CORE))
                                && ref.get("kind").string().equalsIgnoreCase("Server"),
                        "Server of group " + Groups.POLICY + " is allowed");
        return Names.subdomain(ref.get("name"));
    }

    private static OptionalLong limit(Field limit) {
        return limit.ifPresent()
                .map(present -> OptionalLong.of(rate(present.objectOf("requestsPerSecond"))))
                .orElseGet(OptionalLong::empty);
    }

    private static RateLimitPolicy.Share override(Field override, OptionalLong total, String namespace) {
        long rate = rate(override.objectOf("requestsPerSecond", "clientRefs"));
        override.get("requestsPerSecond").require(fits(OptionalLong.of(rate), total), "at most the total is allowed");
        override.get("clientRefs")
                .require(!override.get("clientRefs").items().isEmpty(), "at least one ServiceAccount is required");
        return new RateLimitPolicy.Share(rate, override.get("clientRefs").items(ref -> client(ref, namespace)));
    }

    private static Client client(Field ref, String namespace) {
        ref.objectOf("group", "kind", "namespace", "name");
        ref.get("kind")
                .require(
                        Groups.same(Groups.CORE, ref.get("group").stringOr(Groups.CORE))
                                && ref.get("kind").string().equalsIgnoreCase("ServiceAccount"),
                        "ServiceAccount is allowed");
        return new Client(
                ref.get("namespace").ifPresent().map(Names::label).orElse(namespace), Names.subdomain(ref.get("name")));
    }

    private static long rate(Field limit) {
        Field rate = limit.get("requestsPerSecond");
        rate.require(
                rate.json().isIntegralNumber()
                        && rate.json().canConvertToLong()
                        && rate.json().longValue() > 0
                        && rate.json().longValue() <= MOST,
                "a whole number from 1 to " + MOST + " is required");
        return rate.json().longValue();
    }

    private static boolean fits(OptionalLong part, OptionalLong total) {
        return part.isEmpty() || total.isEmpty() || part.getAsLong() <= total.getAsLong();
    }
}

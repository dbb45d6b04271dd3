package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.RateLimitPolicy;
import io.weft.kubernetes.resource.RateLimitPolicy.Reported;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether each HTTPLocalRateLimitPolicy counts: its Server is there, and no older one limits it.
 *
 * @see "crds, 8"
 */
final class RateLimitStatusJoin implements StatusJoin {
    private static final Comparator<RateLimitPolicy> SENIORITY =
            Comparator.comparing(RateLimitPolicy::metadata, Metadata.SENIORITY);

    @Override
    public Stream<Report> differing(ToldObjects told, Remarks remarks) {
        Map<ResourceId, RateLimitPolicy> oldest = told.all(RateLimitPolicy.class)
                .collect(Collectors.toMap(RateLimitStatusJoin::server, each -> each, BinaryOperator.minBy(SENIORITY)));
        return told.all(RateLimitPolicy.class).flatMap(policy -> {
            Condition accepted = accepted(policy, told, oldest, remarks);
            return policy.reported().equals(Optional.of(new Reported(policy.server(), accepted)))
                    ? Stream.empty()
                    : Stream.of(report(policy, accepted));
        });
    }

    private static Condition accepted(
            RateLimitPolicy policy, ToldObjects told, Map<ResourceId, RateLimitPolicy> oldest, Remarks remarks) {
        ResourceId server = server(policy);
        if (told.get(server.kind(), server.namespace(), server.name()).isEmpty()) {
            return Reason.NO_MATCHING_TARGET.because("There is no " + server + ".");
        }
        RateLimitPolicy first = oldest.getOrDefault(server, policy);
        return first.id().equals(policy.id())
                ? Reason.ACCEPTED.because(remarks.of(policy.id()))
                : Reason.ALREADY_EXISTS.because(first.id() + " limits " + server + " already.");
    }

    private static ResourceId server(RateLimitPolicy policy) {
        return new ResourceId(ResourceKind.SERVER, policy.metadata().namespace(), policy.server());
    }

    private static Report report(RateLimitPolicy policy, Condition accepted) {
        return new Report.OfItself(
                policy.id(),
                Optional.of(new Report.Target(Groups.POLICY, ResourceKind.SERVER.kind(), policy.server())),
                List.of(accepted));
    }
}

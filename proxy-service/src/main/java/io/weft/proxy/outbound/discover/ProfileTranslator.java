package io.weft.proxy.outbound.discover;

import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.HttpStatusRange;
import io.weft.api.destination.RequestMatch;
import io.weft.api.destination.ResponseMatch;
import io.weft.api.destination.RetryBudget;
import io.weft.api.destination.WeightedDst;
import io.weft.api.meta.Metadata;
import io.weft.core.Authority;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ProfileRoutes.Part;
import io.weft.proxy.outbound.discover.ProfileRoutes.Route;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.outbound.route.ResponseClass.Statuses;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.MatchTranslator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Profiles on the wire and ours. Pure but for warnings: what cannot be read is left out, and the rest counts.
 *
 * @see "wire-api, 9: DestinationProfile"
 */
final class ProfileTranslator {
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
    private static final Duration LONGEST_TTL = Duration.ofSeconds(60);
    private static final float GREATEST_RATIO = 1000;

    private ProfileTranslator() {}

    static ProfileRoutes read(DestinationProfile message, Consumer<String> warnings) {
        List<Route> routes = new ArrayList<>();
        for (io.weft.api.destination.Route route : message.getRoutesList()) {
            try {
                routes.add(route(route));
            } catch (InvalidPolicyException wrong) {
                warnings.accept("left out a route of the profile of " + message.getFullyQualifiedName() + ": "
                        + wrong.getMessage());
            }
        }
        return new ProfileRoutes(
                reference(message.getProfileRef(), "profile"),
                routes,
                message.hasRetryBudget() ? budget(message.getRetryBudget()) : Optional.empty(),
                message.getDstOverridesList().stream()
                        .filter(part -> Authority.parse(part.getAuthority(), 80).isPresent())
                        .map(ProfileTranslator::part)
                        .toList());
    }

    private static Part part(WeightedDst message) {
        return new Part(
                reference(message.getBackendRef(), message.getAuthority()),
                message.getAuthority(),
                Integer.toUnsignedLong(message.getWeight()));
    }

    private static ResourceRef reference(Metadata message, String otherwise) {
        try {
            return ReferenceTranslator.read(message, "a profile");
        } catch (InvalidPolicyException incomplete) {
            return ResourceRef.ofDefault(otherwise);
        }
    }

    private static Route route(io.weft.api.destination.Route message) {
        return new Route(
                condition(message.getCondition()),
                message.getResponseClassesList().stream()
                        .map(one -> new ResponseClass(statuses(one.getCondition()), one.getIsFailure()))
                        .toList(),
                message.getMetricsLabelsMap(),
                message.getIsRetryable(),
                NumberTranslator.read(message.getTimeout()),
                message.hasRetryBudget() ? budget(message.getRetryBudget()) : Optional.empty());
    }

    /** A budget out of range is none. */
    private static Optional<BudgetTerms> budget(RetryBudget message) {
        Duration ttl = ttl(message);
        float ratio = message.getRetryRatio();
        boolean valid = ttl.compareTo(SHORTEST_TTL) >= 0
                && ttl.compareTo(LONGEST_TTL) <= 0
                && ratio >= 0
                && ratio <= GREATEST_RATIO
                && message.getMinRetriesPerSecond() >= 0;
        return valid
                ? Optional.of(new BudgetTerms(
                        ratio,
                        message.getMinRetriesPerSecond(),
                        ttl,
                        NumberTranslator.atMost(message.getMaxRetriesPerSecond())))
                : Optional.empty();
    }

    /** Zero, which is too short for any budget, if it is no span of time. */
    private static Duration ttl(RetryBudget message) {
        try {
            return NumberTranslator.read(message.getTtl());
        } catch (InvalidPolicyException wrong) {
            return Duration.ZERO;
        }
    }

    private static Condition condition(RequestMatch message) {
        return switch (message.getMatchCase()) {
            case ALL -> new Condition.All(conditions(message.getAll()));
            case ANY -> new Condition.Any(conditions(message.getAny()));
            case NOT -> new Condition.Not(condition(message.getNot()));
            case PATH ->
                new Condition.Path(MatchTranslator.expression(message.getPath().getRegex()));
            case METHOD -> new Condition.Method(MatchTranslator.method(message.getMethod()));
            case MATCH_NOT_SET -> throw new InvalidPolicyException("a condition of no kind");
        };
    }

    private static List<Condition> conditions(RequestMatch.Seq message) {
        return message.getMatchesList().stream()
                .map(ProfileTranslator::condition)
                .toList();
    }

    private static Statuses statuses(ResponseMatch message) {
        return switch (message.getMatchCase()) {
            case ALL -> new Statuses.All(parts(message.getAll()));
            case ANY -> new Statuses.Any(parts(message.getAny()));
            case NOT -> new Statuses.Not(statuses(message.getNot()));
            case STATUS -> range(message.getStatus());
            case MATCH_NOT_SET -> throw new InvalidPolicyException("a response class of no kind");
        };
    }

    private static List<Statuses> parts(ResponseMatch.Seq message) {
        return message.getMatchesList().stream()
                .map(ProfileTranslator::statuses)
                .toList();
    }

    private static Statuses range(HttpStatusRange message) {
        int min = message.getMin() == 0 ? message.getMax() : message.getMin();
        int max = message.getMax() == 0 ? message.getMin() : message.getMax();
        return new Statuses.Range(min, max);
    }
}

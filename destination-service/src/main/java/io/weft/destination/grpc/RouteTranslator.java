package io.weft.destination.grpc;

import com.google.protobuf.Duration;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.PathMatch;
import io.weft.api.destination.RequestMatch;
import io.weft.api.destination.RetryBudget;
import io.weft.api.destination.Route;
import io.weft.api.destination.WeightedDst;
import io.weft.core.ResourceRef;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.ServiceProfile;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What ServiceProfiles say. Pure.
 *
 * @see "wire-api, 9: DestinationProfile; crds, 2; brief-vs-linkerd, 5.4 to 5.7"
 */
final class RouteTranslator {
    private static final RetryBudget DEFAULT_BUDGET = RetryBudget.newBuilder()
            .setRetryRatio(0.2f)
            .setMinRetriesPerSecond(10)
            .setTtl(Duration.newBuilder().setSeconds(10))
            .build();

    private RouteTranslator() {}

    /** Without a profile: the default budget alone. */
    static DestinationProfile.Builder profile(Optional<ServiceProfile> found) {
        DestinationProfile.Builder message = DestinationProfile.newBuilder().setRetryBudget(DEFAULT_BUDGET);
        found.ifPresent(profile -> {
            message.setRetryBudget(sharedBudget(profile)).setProfileRef(MetaTranslator.toMessage(reference(profile)));
            profile.routes().forEach(route -> message.addRoutes(route(route)));
        });
        return message;
    }

    private static ResourceRef reference(ServiceProfile profile) {
        ResourceKind kind = profile.kind();
        return ResourceRef.of(
                kind.group(),
                kind.kind(),
                profile.metadata().namespace(),
                profile.metadata().name());
    }

    /** For proxies that know no budgets of routes: the profile's own, else the most generous of its routes. */
    private static RetryBudget sharedBudget(ServiceProfile profile) {
        return profile.retryBudget()
                .or(() -> profile.routes().stream()
                        .flatMap(route -> route.retryBudget().stream())
                        .reduce(RouteTranslator::larger))
                .map(RouteTranslator::budget)
                .orElse(DEFAULT_BUDGET);
    }

    private static ServiceProfile.RetryBudget larger(ServiceProfile.RetryBudget one, ServiceProfile.RetryBudget other) {
        return other.ratio() > one.ratio() ? other : one;
    }

    private static RetryBudget budget(ServiceProfile.RetryBudget budget) {
        RetryBudget.Builder message = RetryBudget.newBuilder()
                .setRetryRatio(budget.ratio())
                .setMinRetriesPerSecond(budget.minPerSecond())
                .setTtl(Durations.toMessage(budget.ttl()));
        budget.maxPerSecond().ifPresent(message::setMaxRetriesPerSecond);
        return message.build();
    }

    private static Route route(ServiceProfile.Route route) {
        Route.Builder message = Route.newBuilder()
                .setCondition(condition(route.condition()))
                .putMetricsLabels("route", route.name())
                .setIsRetryable(route.retryable());
        route.responseClasses().forEach(each -> message.addResponseClasses(ResponseClassTranslator.toMessage(each)));
        route.timeout().map(Durations::toMessage).ifPresent(message::setTimeout);
        route.retryBudget().map(RouteTranslator::budget).ifPresent(message::setRetryBudget);
        return message.build();
    }

    private static RequestMatch condition(ServiceProfile.RequestMatch match) {
        RequestMatch.Builder message = RequestMatch.newBuilder();
        switch (match) {
            case ServiceProfile.RequestMatch.All(var matches) -> message.setAll(sequence(matches.stream()));
            case ServiceProfile.RequestMatch.Any(var matches) -> message.setAny(sequence(matches.stream()));
            case ServiceProfile.RequestMatch.Not(var negated) -> message.setNot(condition(negated));
            case ServiceProfile.RequestMatch.Path(String regex) ->
                message.setPath(PathMatch.newBuilder().setRegex(regex));
            case ServiceProfile.RequestMatch.Method(String name) -> message.setMethod(Methods.toMessage(name));
        }
        return message.build();
    }

    private static RequestMatch.Seq.Builder sequence(Stream<ServiceProfile.RequestMatch> matches) {
        return RequestMatch.Seq.newBuilder()
                .addAllMatches(matches.map(RouteTranslator::condition).toList());
    }

    /** @param port of the question, for an override that names none */
    static WeightedDst override(ServiceProfile.DstOverride override, int port) {
        String authority = override.authority();
        return WeightedDst.newBuilder()
                .setAuthority(authority.contains(":") ? authority : authority + ":" + port)
                .setWeight((int) override.weight()) // 32 bits without sign, as checked where it was read
                .build();
    }
}

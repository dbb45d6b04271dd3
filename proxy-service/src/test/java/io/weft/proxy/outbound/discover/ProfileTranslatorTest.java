package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.millis;
import static io.weft.proxy.outbound.discover.Messages.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.HttpStatusRange;
import io.weft.api.destination.PathMatch;
import io.weft.api.destination.RequestMatch;
import io.weft.api.destination.ResponseClass;
import io.weft.api.destination.ResponseMatch;
import io.weft.api.destination.RetryBudget;
import io.weft.api.destination.Route;
import io.weft.api.destination.WeightedDst;
import io.weft.api.httptypes.HttpMethod;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ResponseClass.Statuses;
import io.weft.proxy.route.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire-api, 9: DestinationProfile. */
class ProfileTranslatorTest {
    private static final RequestMatch GET = RequestMatch.newBuilder()
            .setMethod(HttpMethod.newBuilder().setRegistered(HttpMethod.Registered.GET))
            .build();
    private static final RequestMatch USERS = RequestMatch.newBuilder()
            .setPath(PathMatch.newBuilder().setRegex("/users/[^/]*"))
            .build();

    private final List<String> warnings = new ArrayList<>();

    @Test
    void everythingARouteSaysIsRead() {
        DestinationProfile message = DestinationProfile.newBuilder()
                .setProfileRef(service("web"))
                .setRetryBudget(budget(0.2f, 10, 10_000, 0))
                .addRoutes(Route.newBuilder()
                        .setCondition(all(GET, USERS))
                        .addResponseClasses(ResponseClass.newBuilder()
                                .setCondition(statuses(500, 599))
                                .setIsFailure(true))
                        .addResponseClasses(ResponseClass.newBuilder()
                                .setCondition(ResponseMatch.newBuilder().setNot(statuses(0, 404))))
                        .putMetricsLabels("route", "GET /users/{id}")
                        .setIsRetryable(true)
                        .setTimeout(millis(5_000))
                        .setRetryBudget(budget(0.5f, 1, 1_000, 100)))
                .build();

        assertThat(read(message))
                .isEqualTo(new ProfileRoutes(
                        ResourceRef.of("core", "Service", "shop", "web").withPort(80),
                        List.of(new ProfileRoutes.Route(
                                new Condition.All(List.of(
                                        new Condition.Method("GET"),
                                        new Condition.Path(Pattern.compile("/users/[^/]*")))),
                                List.of(
                                        new io.weft.proxy.outbound.route.ResponseClass(
                                                new Statuses.Range(500, 599), true),
                                        new io.weft.proxy.outbound.route.ResponseClass(
                                                new Statuses.Not(new Statuses.Range(404, 404)), false)),
                                Map.of("route", "GET /users/{id}"),
                                true,
                                Duration.ofSeconds(5),
                                Optional.of(new BudgetTerms(0.5f, 1, Duration.ofSeconds(1), 100)))),
                        Optional.of(new BudgetTerms(0.2f, 10, Duration.ofSeconds(10), 0)),
                        List.of()));
        assertThat(warnings).isEmpty();
    }

    @Test
    void splitIsReadWithoutPartsThatHaveNoName() {
        DestinationProfile message = DestinationProfile.newBuilder()
                .addDstOverrides(WeightedDst.newBuilder()
                        .setAuthority("web-v1.shop:80")
                        .setWeight(900)
                        .setBackendRef(service("web-v1")))
                .addDstOverrides(WeightedDst.newBuilder().setAuthority("web-v2.shop:80"))
                .addDstOverrides(WeightedDst.getDefaultInstance())
                .build();

        assertThat(read(message).split())
                .containsExactly(
                        new ProfileRoutes.Part(
                                ResourceRef.of("core", "Service", "shop", "web-v1")
                                        .withPort(80),
                                "web-v1.shop:80",
                                900),
                        new ProfileRoutes.Part(ResourceRef.ofDefault("web-v2.shop:80"), "web-v2.shop:80", 0));
    }

    @Test
    void routeThatCannotBeReadIsLeftOutAndTheOthersCount() {
        RequestMatch broken = RequestMatch.newBuilder()
                .setPath(PathMatch.newBuilder().setRegex("("))
                .build();
        DestinationProfile message = DestinationProfile.newBuilder()
                .addRoutes(Route.newBuilder().setCondition(broken))
                .addRoutes(Route.newBuilder().setCondition(GET))
                .build();

        assertThat(read(message).routes())
                .extracting(ProfileRoutes.Route::condition)
                .containsExactly(new Condition.Method("GET"));
        assertThat(warnings).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 10, 999", "0.2, 10, 60001", "-1, 10, 10000", "1001, 10, 10000", "NaN, 10, 10000", "0.2, -1, 10000"
    })
    void budgetOutOfRangeIsNone(float ratio, int min, long ttl) {
        assertThat(read(DestinationProfile.newBuilder()
                                .setRetryBudget(budget(ratio, min, ttl, 0))
                                .build())
                        .budget())
                .isEmpty();
    }

    private ProfileRoutes read(DestinationProfile message) {
        return ProfileTranslator.read(message, warnings::add);
    }

    private static RequestMatch all(RequestMatch... parts) {
        return RequestMatch.newBuilder()
                .setAll(RequestMatch.Seq.newBuilder().addAllMatches(List.of(parts)))
                .build();
    }

    private static ResponseMatch statuses(int min, int max) {
        return ResponseMatch.newBuilder()
                .setStatus(HttpStatusRange.newBuilder().setMin(min).setMax(max))
                .build();
    }

    private static RetryBudget budget(float ratio, int min, long ttlMillis, int max) {
        return RetryBudget.newBuilder()
                .setRetryRatio(ratio)
                .setMinRetriesPerSecond(min)
                .setTtl(millis(ttlMillis))
                .setMaxRetriesPerSecond(max)
                .build();
    }
}

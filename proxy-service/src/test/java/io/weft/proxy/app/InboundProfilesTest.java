package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Authority;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.inbound.ServedProfiles.ServedProfile;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import io.weft.proxy.names.HostAddresses;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.Requests;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Outcome;
import io.weft.testkit.time.ManualTicker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** proxy-behaviour, 8: profile lookup. */
class InboundProfilesTest {
    private static final String WEB = "web.shop.svc.cluster.local:8080";

    private static final Duration IDLE = Duration.ofMinutes(2);

    private final ManualTicker ticker = new ManualTicker();
    private final ControlPlane control = new ControlPlane();
    private final InboundProfiles profiles = new InboundProfiles(control, IDLE, ticker);

    @Test
    void routesAreCountedAsTheClientSideCountsThem() {
        control.latest.set(new Watched.Present<>(profile("web.shop.svc.cluster.local")));

        assertThat(route(WEB, "GET"))
                .extracting(ServedRoute::labels)
                .isEqualTo(Labels.of("direction", "inbound", "dst", WEB, "rt_route", "reads"));
        assertThat(route(WEB, "POST"))
                .as("none of its routes")
                .extracting(ServedRoute::labels)
                .isEqualTo(Labels.of("direction", "inbound", "dst", WEB));
        assertThat(control.asked).containsExactly(WEB);
    }

    @Test
    void nobodyIsAskedAboutWhatIsTooLongForAName() {
        String name = "a".repeat(300) + ".shop.svc.cluster.local:8080";

        assertThat(profiles.of(name)).isSameAs(ServedProfile.NONE);
        assertThat(control.asked).isEmpty();
    }

    @Test
    void responsesAreWhatTheirClassSays() {
        control.latest.set(new Watched.Present<>(profile("web.shop.svc.cluster.local")));
        ServedRoute reads = route(WEB, "GET");

        assertThat(reads == null ? null : reads.judged(Outcome.http(404)).failure())
                .isEqualTo(true);
        assertThat(reads == null ? null : reads.judged(Outcome.http(200)).failure())
                .isEqualTo(false);
    }

    @Test
    void whatIsNotKnownYetOrIsNoServiceSaysNothing() {
        assertThat(route(WEB, "GET")).isNull();

        control.latest.set(new Watched.Present<>(profile("")));
        assertThat(route(WEB, "GET")).isNull();
    }

    @Test
    void aNameWithoutAPortIsOfPort80() {
        profiles.of("web.shop.svc.cluster.local");

        assertThat(control.asked).containsExactly("web.shop.svc.cluster.local:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "example.com", "10.96.0.1:80", "[fd96::1]:80", "", "a b"})
    void whatIsNoServicesNameIsNotAskedAbout(String name) {
        assertThat(profiles.of(name)).isSameAs(ServedProfile.NONE);
        assertThat(control.asked).isEmpty();
    }

    @Test
    void strangersNamesAreAskedAboutTenInTenSeconds() {
        IntStream.range(0, 30).forEach(i -> profiles.of("n" + i + ".shop.svc.cluster.local"));
        assertThat(control.asked).hasSize(InboundProfiles.MOST_NEW);
        assertThat(profiles.of("n29.shop.svc.cluster.local"))
                .as("to be asked for again")
                .isNull();

        profiles.tidy();
        IntStream.range(30, 60).forEach(i -> profiles.of("n" + i + ".shop.svc.cluster.local"));
        assertThat(control.asked).hasSize(2 * InboundProfiles.MOST_NEW);
    }

    @Test
    void aHundredAreKnownAtOnceAtMost() {
        for (int i = 0; i < 200; i++) {
            profiles.of("n" + i + ".shop.svc.cluster.local");
            if (i % 5 == 0) {
                profiles.tidy();
            }
        }

        assertThat(control.asked).hasSize(InboundProfiles.MOST);
    }

    @Test
    void oneThatNobodyUsesIsClosedAndAskedForAnew() {
        ServedProfile idle = profiles.of(WEB);
        ticker.advance(IDLE.plusNanos(1));
        profiles.tidy();

        assertThat(idle == null || idle.isForgotten()).isTrue();
        assertThat(control.closed).hasValue(1);
        profiles.of(WEB);
        assertThat(control.asked).hasSize(2);
    }

    @Test
    void oneThatIsUsedStays() {
        for (int i = 0; i < 5; i++) {
            route(WEB, "GET");
            ticker.advance(Duration.ofSeconds(60));
            profiles.tidy();
        }

        assertThat(control.asked).hasSize(1);
    }

    private @Nullable ServedRoute route(String name, String method) {
        ServedProfile profile = profiles.of(name);
        return profile == null ? null : profile.route(Requests.head(method, "web", "/"));
    }

    private static Profile profile(String name) {
        ProfileRoutes.Route reads = new ProfileRoutes.Route(
                new Condition.Method("GET"),
                List.of(new ResponseClass(new ResponseClass.Statuses.Range(400, 499), true)),
                Map.of("route", "reads"),
                false,
                Duration.ZERO,
                Optional.empty());
        return new Profile(
                false,
                name,
                Optional.empty(),
                new ProfileRoutes(ResourceRef.ofDefault("profile"), List.of(reads), Optional.empty(), List.of()));
    }

    /** Knows one profile, whoever is asked about. */
    private static final class ControlPlane implements Discovery {
        final Latest<Watched<Profile>> latest = new Latest<>(new Watched.Pending<>());
        final List<String> asked = new ArrayList<>();
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public Watch<Profile> profile(Authority named) {
            asked.add(named.toString());
            return new Watch<>() {
                @Override
                public Latest<Watched<Profile>> latest() {
                    return latest;
                }

                @Override
                public boolean current() {
                    return true;
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }

        @Override
        public Watch<Profile> profile(InetSocketAddress originalDestination) {
            throw new AssertionError("only names are asked about");
        }

        @Override
        public boolean byName(InetSocketAddress originalDestination) {
            throw new AssertionError("only names are asked about");
        }

        @Override
        public Watch<ClientPolicy> policy(InetSocketAddress originalDestination) {
            throw new AssertionError("only names are asked about");
        }

        @Override
        public Watch<EndpointSet> endpoints(String path) {
            throw new AssertionError("only names are asked about");
        }

        @Override
        public Watch<HostAddresses> host(String name) {
            throw new AssertionError("only names are asked about");
        }
    }
}

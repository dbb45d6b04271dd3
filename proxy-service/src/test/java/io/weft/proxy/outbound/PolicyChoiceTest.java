package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.core.Endpoint;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.PolicyChoice.Choice;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.discover.Replica;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.route.Condition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** wire-behaviour, 1.1 and 1.3. */
class PolicyChoiceTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final InetSocketAddress TARGET = new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), 80);
    private static final Endpoint REPLICA =
            Endpoint.bare(new InetSocketAddress(InetAddress.ofLiteral("10.42.0.7"), 8080));
    private static final ResourceRef SERVICE = ResourceRef.of("core", "Service", "shop", "web");
    private static final Watched<Profile> NO_PROFILE = new Watched.Ended<>(false, "refused");

    @Test
    void bothAnswersAreWaitedFor() {
        assertThat(choose(new Watched.Pending<>(), present(policy()))).isEqualTo(new Choice.Waiting());
        assertThat(choose(NO_PROFILE, new Watched.Pending<>())).isEqualTo(new Choice.Waiting());
    }

    @Test
    void aFailedProfileIsNoProfile() {
        assertThat(choose(NO_PROFILE, present(policy()))).isEqualTo(new Choice.Follow(policy()));
    }

    @Test
    void anOpaqueProfileBeatsThePolicysProtocol() {
        assertThat(followed(choose(present(new Profile(true, "", Optional.empty())), present(policy()))))
                .extracting(ClientPolicy::protocol, ClientPolicy::parent)
                .containsExactly(new ClientPolicy.Protocol.Opaque(), SERVICE);
    }

    @Test
    void anUnknownPolicyForwardsToTheProfilesReplica() {
        ClientPolicy followed =
                followed(choose(present(new Profile(false, "", Optional.of(REPLICA))), new Watched.Ended<>(true, "")));

        assertThat(followed.parent()).isEqualTo(ResourceRef.ofDefault("endpoint"));
        assertThat(followed.http().everything().orElseThrow())
                .isEqualTo(new Backend.Forward(ResourceRef.ofDefault("endpoint"), REPLICA));
        assertThat(followed.protocol()).isEqualTo(new ClientPolicy.Protocol.Detect(TEN_SECONDS));
    }

    @Test
    void anUnknownPolicyWithoutProfileForwardsToWhatWasDialled() {
        ClientPolicy followed = followed(choose(NO_PROFILE, new Watched.Ended<>(true, "")));

        assertThat(followed.parent()).isEqualTo(ResourceRef.ofDefault("fallback"));
        assertThat(followed.opaque().backends().shares().getFirst().backend())
                .isEqualTo(new Backend.Forward(ResourceRef.ofDefault("fallback"), Endpoint.bare(TARGET)));
    }

    /** A replica that has to be spoken to in a way that cannot be is no reason to speak to it in plaintext. */
    @Test
    void anUnknownPolicyOfAReplicaThatCannotBeUsedForwardsNowhere() {
        Profile profile = new Profile(false, "", new Replica.Unusable(), ProfileRoutes.NONE);
        ClientPolicy followed = followed(choose(present(profile), new Watched.Ended<>(true, "")));

        assertThat(followed.http().everything().orElseThrow()).isInstanceOf(Backend.Invalid.class);
        assertThat(followed.opaque().backends().shares())
                .extracting(Distribution.Share::backend)
                .singleElement()
                .isInstanceOf(Backend.Invalid.class);
    }

    @Test
    void aNameThatNobodyKnowsLeadsNowhere() {
        InetSocketAddress name = InetSocketAddress.createUnresolved("web.shop.svc.cluster.local", 80);

        assertThat(PolicyChoice.of(
                        name,
                        present(new Profile(false, "", Optional.empty())),
                        new Watched.Ended<>(true, "unknown"),
                        TEN_SECONDS))
                .isEqualTo(new Choice.Refused("unknown"));
    }

    @Test
    void aRefusedQuestionClosesTheConnection() {
        assertThat(choose(NO_PROFILE, new Watched.Ended<>(false, "bad token")))
                .isEqualTo(new Choice.Refused("bad token"));
    }

    @Test
    void aProfilesSplitTakesThePlaceOfThePolicysRoutes() {
        ClientPolicy followed =
                followed(choose(present(profile("web", List.of(route()), part("v1", 9))), present(policy())));

        assertThat(followed.http().cases())
                .extracting(one -> one.rule()
                        .backends()
                        .shares()
                        .getFirst()
                        .backend()
                        .ref()
                        .name())
                .containsExactly("v1", "v1");
        assertThat(followed.opaque().backends().weighted()).isTrue();
        assertThat(followed.parent()).isEqualTo(SERVICE);
    }

    @Test
    void aProfilesRoutesGoToTheServiceItselfAndLeaveBytesAlone() {
        ClientPolicy followed = followed(choose(present(profile("web.shop", List.of(route()))), present(policy())));

        assertThat(followed.http().cases())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.rule().backends())
                        .isEqualTo(Distribution.to(new Backend.Balance(
                                SERVICE, "web.shop:80", Duration.ofMillis(30), Duration.ofSeconds(10)))));
        assertThat(followed.opaque()).isEqualTo(policy().opaque());
    }

    @Test
    void aProfileWithoutNameOrWithoutRoutesChangesNothing() {
        assertThat(choose(present(profile("", List.of(route()))), present(policy())))
                .isEqualTo(new Choice.Follow(policy()));
        assertThat(choose(present(profile("web.shop", List.of())), present(policy())))
                .isEqualTo(new Choice.Follow(policy()));
    }

    @Test
    void aRoutesOwnBudgetIsItsOwnAndTheOthersShareOne() {
        BudgetTerms shared = new BudgetTerms(0.2, 10, TEN_SECONDS, 0);
        BudgetTerms own = new BudgetTerms(0.5, 1, TEN_SECONDS, 100);
        ProfileRoutes routes = new ProfileRoutes(
                SERVICE,
                List.of(retryable("a", Optional.empty()), retryable("b", Optional.of(own)), route()),
                Optional.of(shared),
                List.of());
        ClientPolicy followed =
                followed(choose(present(new Profile(false, "web.shop", Optional.empty(), routes)), present(policy())));

        assertThat(followed.http().cases())
                .extracting(one -> one.rule().profile().orElseThrow())
                .extracting(ProfileTerms::budget, ProfileTerms::budgetOf)
                .containsExactly(
                        tuple(Optional.of(shared), ""),
                        tuple(Optional.of(own), "b"),
                        tuple(Optional.empty(), ""),
                        tuple(Optional.empty(), ""));
    }

    private static Profile profile(String name, List<ProfileRoutes.Route> routes, ProfileRoutes.Part... split) {
        return new Profile(
                false, name, Optional.empty(), new ProfileRoutes(SERVICE, routes, Optional.empty(), List.of(split)));
    }

    private static ProfileRoutes.Part part(String name, int weight) {
        return new ProfileRoutes.Part(ResourceRef.of("core", "Service", "shop", name), name + ".shop:80", weight);
    }

    private static ProfileRoutes.Route route() {
        return new ProfileRoutes.Route(
                new Condition.Method("GET"), List.of(), Map.of(), false, Duration.ZERO, Optional.empty());
    }

    private static ProfileRoutes.Route retryable(String name, Optional<BudgetTerms> budget) {
        return new ProfileRoutes.Route(
                new Condition.Method("GET"), List.of(), Map.of("route", name), true, Duration.ZERO, budget);
    }

    private static Choice choose(Watched<Profile> profile, Watched<ClientPolicy> policy) {
        return PolicyChoice.of(TARGET, profile, policy, TEN_SECONDS);
    }

    private static ClientPolicy followed(Choice choice) {
        return ((Choice.Follow) choice).policy();
    }

    private static <T> Watched<T> present(T value) {
        return new Watched.Present<>(value);
    }

    private static ClientPolicy policy() {
        Backend backend = new Backend.Balance(SERVICE, "web.shop.svc.cluster.local:80", TEN_SECONDS, TEN_SECONDS);
        ClientPolicy.Route route = new ClientPolicy.Route(ResourceRef.ofDefault("http"), backend);
        return new ClientPolicy(SERVICE, new ClientPolicy.Protocol.Detect(TEN_SECONDS), route, route);
    }
}

package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.PolicyChoice.Choice;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Profile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
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
        assertThat(followed.http().backend())
                .isEqualTo(new Backend.Forward(ResourceRef.ofDefault("endpoint"), REPLICA));
        assertThat(followed.protocol()).isEqualTo(new ClientPolicy.Protocol.Detect(TEN_SECONDS));
    }

    @Test
    void anUnknownPolicyWithoutProfileForwardsToWhatWasDialled() {
        ClientPolicy followed = followed(choose(NO_PROFILE, new Watched.Ended<>(true, "")));

        assertThat(followed.parent()).isEqualTo(ResourceRef.ofDefault("fallback"));
        assertThat(followed.opaque().backend())
                .isEqualTo(new Backend.Forward(ResourceRef.ofDefault("fallback"), Endpoint.bare(TARGET)));
    }

    @Test
    void aRefusedQuestionClosesTheConnection() {
        assertThat(choose(NO_PROFILE, new Watched.Ended<>(false, "bad token")))
                .isEqualTo(new Choice.Refused("bad token"));
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

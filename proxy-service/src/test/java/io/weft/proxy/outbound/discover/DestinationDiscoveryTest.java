package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.add;
import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.detect;
import static io.weft.proxy.outbound.discover.Messages.meshed;
import static io.weft.proxy.outbound.discover.Messages.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.destination.DestinationGrpc.DestinationImplBase;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Route;
import io.weft.api.destination.TlsIdentity;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.mesh.TlsOrigination;
import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import io.weft.api.outbound.OutboundPoliciesGrpc.OutboundPoliciesImplBase;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import io.weft.core.Authority;
import io.weft.core.Endpoint;
import io.weft.core.Network;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.ControlPart;
import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.control.Watched.Ended;
import io.weft.proxy.control.Watched.Pending;
import io.weft.proxy.control.Watched.Present;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationDiscoveryTest {
    private final Queue<Message> asked = new ConcurrentLinkedQueue<>();
    private final Sockets sockets = new Sockets();
    private Status policies = Status.OK;
    private volatile Status profiles = Status.OK;
    private final GrpcServer server = new GrpcServer(
            new DestinationImplBase() {
                @Override
                public void getProfile(GetDestination request, StreamObserver<DestinationProfile> answers) {
                    asked.add(request);
                    if (!profiles.isOk()) {
                        answers.onError(profiles.asRuntimeException());
                        return;
                    }
                    answers.onNext(DestinationProfile.newBuilder()
                            .setOpaqueProtocol(true)
                            .setFullyQualifiedName("web.shop.svc.cluster.local")
                            .setEndpoint(bare("10.0.0.1"))
                            .build());
                }

                @Override
                public void get(GetDestination request, StreamObserver<Update> answers) {
                    asked.add(request);
                    answers.onNext(add(bare("10.0.0.1")));
                    answers.onNext(add(meshed("10.0.0.2")));
                }
            },
            new OutboundPoliciesImplBase() {
                @Override
                public void watch(TrafficSpec request, StreamObserver<OutboundPolicy> answers) {
                    asked.add(request);
                    if (policies.isOk()) {
                        answers.onNext(detect());
                    } else {
                        answers.onError(policies.asRuntimeException());
                    }
                }
            });
    private final ControlChannel channel = sockets.channels(Sockets.noTls())
            .open(
                    ControlPart.DESTINATION,
                    new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty()));
    private final EndpointTranslator endpoints = new EndpointTranslator(Set.of(), warning -> {});

    @AfterEach
    void close() {
        channel.close();
        server.close();
        sockets.close();
    }

    @Test
    void endpointsOfANameAreWatched() throws Exception {
        Watch<EndpointSet> watch =
                new DestinationClient(channel, "{\"ns\":\"shop\"}\n", endpoints).watch("web.shop.svc.cluster.local:80");
        Sockets.await(() -> watch.latest().get() instanceof Present<EndpointSet>(EndpointSet set)
                && set.endpoints().size() == 2);

        assertThat(asked)
                .containsExactly(GetDestination.newBuilder()
                        .setPath("web.shop.svc.cluster.local:80")
                        .setContextToken("{\"ns\":\"shop\"}\n")
                        .build());
    }

    @Test
    void profileOfAnAddressIsWatched() throws Exception {
        Watch<Profile> watch = profiles("10.0.0.0/8").watch(socket("10.0.0.1", 8080));

        assertThat(first(watch))
                .isEqualTo(new Present<>(new Profile(
                        true, "web.shop.svc.cluster.local", Optional.of(Endpoint.bare(socket("10.0.0.1", 8080))))));
        assertThat(asked)
                .containsExactly(GetDestination.newBuilder()
                        .setPath("10.0.0.1:8080")
                        .setContextToken("context")
                        .build());
    }

    /** None that is said, and one that cannot be used, are not the same: only in place of the first plaintext may go. */
    @ParameterizedTest
    @MethodSource("replicas")
    void replicaThatCannotBeUsedIsNotTakenForNone(DestinationProfile message, Replica expected) {
        assertThat(profiles("10.0.0.0/8").translate(message).replica()).isEqualTo(expected);
    }

    static List<Arguments> replicas() {
        WeightedAddr replica = bare("10.0.0.1");
        TlsIdentity byUri = TlsIdentity.newBuilder()
                .setUriLikeIdentity(TlsIdentity.UriLikeIdentity.newBuilder().setUri("spiffe://cluster.local/vm"))
                .build();
        return List.of(
                arguments(DestinationProfile.getDefaultInstance(), new Replica.Unsaid()),
                arguments(profileOf(replica), new Replica.Usable(Endpoint.bare(socket("10.0.0.1", 8080)))),
                arguments(profileOf(replica.toBuilder().setTlsIdentity(byUri).build()), new Replica.Unusable()),
                arguments(
                        profileOf(replica.toBuilder()
                                .setTlsOrigination(TlsOrigination.getDefaultInstance())
                                .build()),
                        new Replica.Unusable()),
                arguments(
                        profileOf(replica.toBuilder()
                                .setExternalName("api.example.com")
                                .build()),
                        new Replica.Unusable()),
                arguments(profileOf(WeightedAddr.getDefaultInstance()), new Replica.Unusable()));
    }

    private static DestinationProfile profileOf(WeightedAddr replica) {
        return DestinationProfile.newBuilder().setEndpoint(replica).build();
    }

    @Test
    void addressOutsideTheProfileNetworksHasNoProfileAndNobodyIsAsked() {
        Watch<Profile> watch = profiles("10.0.0.0/8").watch(socket("192.0.2.1", 8080));

        assertThat(watch.latest().get()).isEqualTo(new Ended<>(true, "nobody is asked about it"));
        assertThat(asked).isEmpty();
    }

    @Test
    void hostThatARequestToSuchAnAddressNamesIsAskedAbout() throws Exception {
        ProfileClient profiles = profiles("10.0.0.0/8");
        assertThat(profiles.byName(socket("192.0.2.1", 80))).isTrue();

        assertThat(first(profiles.watch(new Authority("api.example.com", 80)))).isInstanceOf(Present.class);
        assertThat(asked)
                .containsExactly(GetDestination.newBuilder()
                        .setPath("api.example.com:80")
                        .setContextToken("context")
                        .build());
    }

    @Test
    void hostThatARequestToAnAddressInsideNamesIsNot() {
        assertThat(profiles("10.0.0.0/8").byName(socket("10.0.0.1", 80))).isFalse();
    }

    /** Who says nothing of networks does not know what is outside. */
    @Test
    void withoutNetworksNoHostIsAskedAbout() {
        ProfileClient profiles = new ProfileClient(channel, "", List.of(), List.of("."), endpoints);

        assertThat(profiles.byName(socket("192.0.2.1", 80))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "., api.example.com, true",
        "svc.cluster.local, api.example.com, false",
        "example.com, api.example.com, true",
        "example.com, example.com, true",
        "example.com, badexample.com, false",
    })
    void hostsAreAskedAboutByTheirSuffix(String suffix, String host, boolean isAsked) throws Exception {
        Watch<Profile> watch = profiles("10.0.0.0/8", suffix).watch(new Authority(host, 80));
        first(watch);

        assertThat(asked.isEmpty()).isNotEqualTo(isAsked);
    }

    @Test
    void ipv6AddressIsAskedForInBrackets() {
        assertThat(profiles("fd00::/8").question(socket("fd00::7", 80)).getPath())
                .isEqualTo("[fd00::7]:80");
    }

    @Test
    void routeThatCannotBeReadIsLeftOutAndWarnedAbout() {
        List<String> warnings = new ArrayList<>();
        ProfileClient profiles =
                new ProfileClient(channel, "", List.of(), List.of(), new EndpointTranslator(Set.of(), warnings::add));
        DestinationProfile message = DestinationProfile.newBuilder()
                .setFullyQualifiedName("web.shop.svc.cluster.local")
                .addRoutes(Route.getDefaultInstance())
                .build();

        assertThat(profiles.translate(message).name()).isEqualTo("web.shop.svc.cluster.local");
        assertThat(profiles.translate(message).routed()).isFalse();
        assertThat(warnings).first().asString().contains("web.shop.svc.cluster.local");
    }

    @Test
    void nameThatARequestAsksForIsAskedAboutAsItIs() throws Exception {
        InetSocketAddress name = InetSocketAddress.createUnresolved("web.shop.svc.cluster.local", 80);
        ProfileClient profiles = profiles("10.0.0.0/8");

        assertThat(profiles.byName(name)).isFalse();
        assertThat(first(profiles.watch(name))).isInstanceOf(Present.class);
        assertThat(asked)
                .containsExactly(GetDestination.newBuilder()
                        .setPath("web.shop.svc.cluster.local:80")
                        .setContextToken("context")
                        .build());
        assertThat(policyClient().question(name).getAuthority()).isEqualTo("web.shop.svc.cluster.local:80");
    }

    /** An address is waited for: wire-behaviour, 1.4. */
    @ParameterizedTest
    @ValueSource(strings = {"NOT_FOUND", "UNIMPLEMENTED"})
    void nameThatNobodyKnowsHasNoProfileUntilSomebodyDoes(Status.Code code) throws Exception {
        profiles = code.toStatus().withDescription("no such instance");
        Watch<Profile> watch = profiles("10.0.0.0/8")
                .watch(InetSocketAddress.createUnresolved("pod-9.web.shop.svc.cluster.local", 80));

        assertThat(first(watch)).isEqualTo(new Ended<>(true, code + ": no such instance"));
        profiles = Status.OK;
        Sockets.await(() -> watch.latest().get() instanceof Present);
    }

    @Test
    void policyOfAnAddressIsWatched() throws Exception {
        Watch<ClientPolicy> watch = policyClient().watch(socket("10.96.0.1", 80));

        assertThat(first(watch)).isInstanceOf(Present.class);
        assertThat(asked)
                .containsExactly(TrafficSpec.newBuilder()
                        .setSourceWorkload("{\"ns\":\"shop\",\"pod\":\"web\"}\n")
                        .setAddr(TcpAddress.newBuilder()
                                .setIp(IPAddress.newBuilder().setIpv4(0x0A600001))
                                .setPort(80))
                        .build());
    }

    @Test
    void addressWithoutPolicyIsAnOrdinaryAnswer() throws Exception {
        policies = Status.NOT_FOUND.withDescription("no such Service");

        assertThat(first(policyClient().watch(socket("10.0.0.1", 80))))
                .isEqualTo(new Ended<>(true, "NOT_FOUND: no such Service"));
    }

    @Test
    void serverWithoutPoliciesIsAnOrdinaryAnswerToo() throws Exception {
        policies = Status.UNIMPLEMENTED.withDescription("no such method");

        assertThat(first(policyClient().watch(socket("10.0.0.1", 80))))
                .isEqualTo(new Ended<>(true, "UNIMPLEMENTED: no such method"));
    }

    @Test
    void refusedQuestionIsNoAnswer() throws Exception {
        policies = Status.INVALID_ARGUMENT.withDescription("what?");

        assertThat(first(policyClient().watch(socket("10.0.0.1", 80))))
                .isEqualTo(new Ended<>(false, "INVALID_ARGUMENT: what?"));
    }

    private ProfileClient profiles(String network) {
        return profiles(network, ".");
    }

    private ProfileClient profiles(String network, String suffix) {
        return new ProfileClient(
                channel, "context", List.of(Network.parse(network).orElseThrow()), List.of(suffix), endpoints);
    }

    private OutboundPolicyClient policyClient() {
        return new OutboundPolicyClient(
                channel,
                "{\"ns\":\"shop\",\"pod\":\"web\"}\n",
                new OutboundPolicyTranslator(endpoints, Duration.ofSeconds(10)));
    }

    private static <T> Watched<T> first(Watch<T> watch) throws InterruptedException {
        Sockets.await(() -> !(watch.latest().get() instanceof Pending));
        return watch.latest().get();
    }
}

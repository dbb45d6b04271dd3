package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.core.Authority;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.control.TlsFront.Visit;
import io.weft.proxy.control.Watched.Present;
import io.weft.proxy.telemetry.Exposition;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlChannelTest {
    private static final String DESTINATION = "dst.linkerd.serviceaccount.identity.linkerd.cluster.local";
    private static final String ME = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String HOST = "linkerd-dst.linkerd.svc.cluster.local.";

    private static final String LOOKUPS =
            "control_dns_resolutions_total{client=\"destination\",record_type=\"A/AAAA\",result=";

    private static final String FAILURES = "connection_errors_total{direction=\"control\",peer=\"dst\",error=";

    private final TestAuthority authority = TestAuthority.create();
    private final Sockets sockets = new Sockets();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(sockets));

    @AfterEach
    void closeInReverse() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void loopbackServiceIsSpokenToInPlaintext() throws Exception {
        GrpcServer server = server("near");
        ControlPlane service = new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty());

        assertThat(nameFrom(sockets.channels(Sockets.noTls()), service)).isEqualTo("near");
        assertThat(server.authorities()).containsExactly("127.0.0.1:" + server.port());
    }

    @Test
    void aStreamIsCountedWithItsServiceAndItsEnd() throws Exception {
        GrpcServer server = server("near");
        String addr = "127.0.0.1:" + server.port();
        ControlPlane service = new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty());
        nameFrom(sockets.channels(Sockets.noTls()), service);
        open.removeLast().close();
        Sockets.await(() -> text().contains("control_response_total"));

        String labels = "{addr=\"" + addr + "\",tls=\"no_identity\",no_tls_reason=\"loopback\"";
        assertThat(text()) // the watch asks again, though its channel is closed
                .contains("control_request_total" + labels + "} ")
                .contains("control_response_latency_ms_count" + labels + ",status_code=\"200\"} 1")
                .contains("control_response_total" + labels + ",status_code=\"200\",classification=\"failure\"");
    }

    @Test
    void aStreamThatIsNotWantedAnyMoreIsNoFailureOfTheServer() throws Exception {
        GrpcServer server = server("near");
        ControlPlane service = new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty());
        Watch<String> watch = watch(sockets.channels(Sockets.noTls()), service);
        Sockets.await(() -> watch.latest().get() instanceof Present);

        watch.close();
        Sockets.await(() -> text().contains("control_response_total"));

        assertThat(text())
                .contains("no_tls_reason=\"loopback\",status_code=\"200\",classification=\"success\"")
                .doesNotContain("classification=\"failure\"");
    }

    @Test
    void localhostWithItsDotNeedsNoLookup() throws Exception {
        GrpcServer server = server("near");
        ControlPlane service = new ControlPlane(new Authority("localhost.", server.port()), Optional.empty());

        assertThat(nameFrom(sockets.channels(Sockets.noTls()), service)).isEqualTo("near");
        assertThat(server.authorities()).containsExactly("localhost:" + server.port());
    }

    @Test
    void otherServicesAreSpokenToInTlsWithoutAlpn() throws Exception {
        GrpcServer server = server("far");
        TlsFront front = front(authority.leaf(DESTINATION), server);
        ControlTls tls = Sockets.tls(authority, Optional.of(authority.leaf(ME)));

        assertThat(nameFrom(sockets.channels(tls, at(front)), destination())).isEqualTo("far");
        assertThat(front.visits()).containsExactly(new Visit(DESTINATION, "CN=" + ME));
        assertThat(server.authorities()).containsExactly("linkerd-dst.linkerd.svc.cluster.local:8087");
        assertThat(text())
                .contains("control_request_total{addr=\"linkerd-dst.linkerd.svc.cluster.local:8087\",tls=\"true\","
                        + "server_id=\"" + DESTINATION + "\"} ");
    }

    @Test
    void clientWithoutCertificateIsLetIn() throws Exception {
        TlsFront front = front(authority.leaf(DESTINATION), server("far"));
        ControlTls tls = Sockets.tls(authority, Optional.empty());

        assertThat(nameFrom(sockets.channels(tls, at(front)), destination())).isEqualTo("far");
        assertThat(front.visits()).containsExactly(new Visit(DESTINATION, ""));
    }

    @Test
    void serverOfAnotherNameIsNeverAsked() throws Exception {
        GrpcServer server = server("stranger");
        TlsFront front = front(authority.leaf("other.linkerd.serviceaccount.identity.linkerd.cluster.local"), server);

        assertNothingComes(sockets.channels(Sockets.tls(authority, Optional.empty()), at(front)), front);
        assertThat(server.authorities()).isEmpty();
    }

    @Test
    void wildcardAndCommonNameProveNothing() throws Exception {
        GrpcServer server = server("stranger");
        TlsFront wildcard = front(authority.wildcardLeaf(DESTINATION.substring(DESTINATION.indexOf('.') + 1)), server);
        TlsFront commonName = front(authority.commonNameOnlyLeaf(DESTINATION), server);
        ControlTls tls = Sockets.tls(authority, Optional.empty());

        assertNothingComes(sockets.channels(tls, at(wildcard)), wildcard);
        assertNothingComes(sockets.channels(tls, at(commonName)), commonName);
        assertThat(server.authorities()).isEmpty();
    }

    @Test
    void whyAServerIsNotBelievedIsKnown() throws Exception {
        TlsFront foreign = front(TestAuthority.create().leaf(DESTINATION), server("stranger"));
        TlsFront expired = front(authority.expiredLeaf(DESTINATION), server("late"));
        ControlTls tls = Sockets.tls(authority, Optional.empty());

        assertThat(trouble(sockets.channels(tls, at(foreign))))
                .startsWith("the peer's certificate leads to no trust anchor of ours");
        assertThat(trouble(sockets.channels(tls, at(expired)))).startsWith("the peer's certificate has expired");
        assertThat(text()).contains(FAILURES + "\"tls\"} ");
    }

    private String trouble(ControlChannels channels) throws InterruptedException {
        open.add(channels.open(ControlPart.DESTINATION, destination()));
        Sockets.await(() -> channels.trouble(destination()).isPresent());
        return channels.trouble(destination()).orElseThrow();
    }

    @Test
    void aServiceThatIsNotThereOrBreaksOffIsCounted() throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            ControlChannels channels =
                    sockets.channels(Sockets.noTls(), name -> List.of(socket(breaking.getLocalPort())));
            open.add(channels.open(
                    ControlPart.DESTINATION, new ControlPlane(new Authority("dst.", 8086), Optional.empty())));
            try (Socket dialled = breaking.accept()) {
                dialled.getInputStream().read(); // broken off before it is spoken on, it would be one that is refused
                dialled.setSoLinger(true, 0);
            }
            Sockets.await(() -> text().contains(FAILURES + "\"reset\"} 1"));
        }

        Sockets.await(() -> text().contains(FAILURES + "\"refused\"} "));
    }

    @Test
    void lostServiceIsLookedUpAndDialledAnewAndItsLastValueKept() throws Exception {
        GrpcServer first = server("first");
        AtomicReference<InetSocketAddress> where = new AtomicReference<>(socket(first.port()));
        ControlChannels channels = sockets.channels(Sockets.noTls(), name -> List.of(where.get()));
        Watch<String> watch = watch(channels, new ControlPlane(new Authority("dst.", 8086), Optional.empty()));
        Sockets.await(() -> watch.latest().get().equals(new Present<>("first")));

        first.close();
        GrpcServer second = server("second");
        assertThat(watch.latest().get()).isEqualTo(new Present<>("first"));
        where.set(socket(second.port()));

        Sockets.await(() -> watch.latest().get().equals(new Present<>("second")));
    }

    @Test
    void unknownNameIsAskedForUntilItIsKnown() throws Exception {
        GrpcServer server = server("late");
        AtomicReference<List<InetSocketAddress>> found = new AtomicReference<>(List.of());
        ControlChannels channels = sockets.channels(Sockets.noTls(), name -> {
            if (found.get().isEmpty()) {
                throw new UnknownHostException(name.host());
            }
            return found.get();
        });
        Watch<String> watch = watch(channels, new ControlPlane(new Authority("dst.", 8086), Optional.empty()));
        Sockets.await(() -> text().contains(LOOKUPS + "\"not_found\"} "));
        assertThat(watch.latest().get()).isEqualTo(new Watched.Pending<>());

        found.set(List.of(socket(server.port())));

        Sockets.await(() -> watch.latest().get().equals(new Present<>("late")));
        assertThat(text()).contains(LOOKUPS + "\"ok\"} ");
    }

    private String text() {
        return new Exposition(sockets.metrics()).text();
    }

    @Test
    void everyAddressOfAServiceIsUsed() throws Exception {
        GrpcServer one = server("one");
        GrpcServer two = server("two");
        ControlChannels channels =
                sockets.channels(Sockets.noTls(), name -> List.of(socket(one.port()), socket(two.port())));
        ControlChannel channel =
                channels.open(ControlPart.DESTINATION, new ControlPlane(new Authority("dst.", 8086), Optional.empty()));
        open.add(channel);

        Sockets.await(() -> {
            watch(channel).close();
            return !one.authorities().isEmpty() && !two.authorities().isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "linkerd-dst.linkerd.svc.cluster.local., 8086, linkerd-dst.linkerd.svc.cluster.local:8086",
        "example.com, 80, example.com",
        "::1, 8086, [::1]:8086"
    })
    void authorityHasNoTrailingDotAndNoPortEighty(String host, int port, String expected) {
        ControlPlane service = new ControlPlane(new Authority(host, port), Optional.empty());

        assertThat(ControlChannels.authority(service)).isEqualTo(expected);
    }

    private void assertNothingComes(ControlChannels channels, TlsFront front) throws InterruptedException {
        Watch<String> watch = watch(channels, destination());
        Sockets.await(() -> front.visits().size() > 2); // it came, saw the certificate, left, and came again
        assertThat(watch.latest().get()).isEqualTo(new Watched.Pending<>());
    }

    private String nameFrom(ControlChannels channels, ControlPlane service) throws InterruptedException {
        Watch<String> watch = watch(channels, service);
        Sockets.await(() -> watch.latest().get() instanceof Present);
        return watch.latest().get() instanceof Present<String>(String value) ? value : "";
    }

    private Watch<String> watch(ControlChannels channels, ControlPlane service) {
        ControlChannel channel = channels.open(ControlPart.DESTINATION, service);
        open.add(channel);
        return watch(channel);
    }

    private static Watch<String> watch(ControlChannel channel) {
        return channel.watch(
                DestinationGrpc.getGetProfileMethod(),
                GetDestination.getDefaultInstance(),
                Fold.replacing(DestinationProfile::getFullyQualifiedName),
                Refusals.OF_THE_QUESTION);
    }

    private GrpcServer server(String name) {
        GrpcServer server = new GrpcServer(new DestinationGrpc.DestinationImplBase() {
            @Override
            public void getProfile(GetDestination request, StreamObserver<DestinationProfile> answers) {
                answers.onNext(DestinationProfile.newBuilder()
                        .setFullyQualifiedName(name)
                        .build());
            }
        });
        open.add(server);
        return server;
    }

    private TlsFront front(Leaf leaf, GrpcServer server) throws SSLException {
        TlsFront front = new TlsFront(sockets.servers(), leaf, authority.anchors(), server.port());
        open.add(front);
        return front;
    }

    private static ControlPlane destination() {
        return new ControlPlane(new Authority(HOST, 8087), Optional.of(new WorkloadIdentity(DESTINATION)));
    }

    private static HostLookup at(TlsFront front) {
        return name -> name.host().equals(HOST) ? List.of(front.address()) : List.of();
    }

    private static InetSocketAddress socket(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }
}

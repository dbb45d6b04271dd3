package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.weft.api.tap.ObserveRequest;
import io.weft.api.tap.TapEvent;
import io.weft.api.tap.TapGrpc;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.tap.serve.TapServer;
import io.weft.proxy.tls.MeshTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapThroughTwoProxiesTest {
    private static final WorkloadIdentity TAP = WorkloadIdentity.of("tap", "linkerd-viz", "linkerd", "cluster.local");
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final EchoMesh mesh = new EchoMesh();
    private final TwoProxies proxies = mesh.proxies;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final TapServer ofClient = serve(proxies.clientTls, TwoProxies.CLIENT, proxies.clientTaps);
    private final TapServer ofServer = serve(proxies.serverTls, TwoProxies.SERVER, proxies.serverTaps);
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Wiretap> relays = new ArrayList<>();

    TapThroughTwoProxiesTest() throws Exception {}

    private TapServer serve(MeshTls tls, WorkloadIdentity name, Taps taps) {
        return TapServer.start(ANY, TAP, loop.next(), tls, name, taps);
    }

    @AfterEach
    void stop() throws Exception {
        channels.forEach(ManagedChannel::shutdownNow);
        for (Wiretap relay : relays) {
            relay.close();
        }
        ofClient.stop();
        ofServer.stop();
        mesh.close();
        loop.shutdownGracefully(20, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    /** Mesh TLS names no protocol, which gRPC's own TLS insists on: a relay plays the part of the observer's proxy. */
    private TapGrpc.TapBlockingStub tap(TapServer server, WorkloadIdentity of, WorkloadIdentity as) throws Exception {
        SSLContext context = JdkTls.context(proxies.authority, Optional.of(proxies.authority.leaf(as.name())));
        Wiretap relay = new Wiretap(() -> JdkTls.over(new Socket(ANY.getAddress(), server.port()), context, of.name()));
        relays.add(relay);
        return plain(relay.port());
    }

    private TapGrpc.TapBlockingStub plain(int port) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(new InetSocketAddress(ANY.getAddress(), port))
                .usePlaintext()
                .build();
        channels.add(channel);
        return TapGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofSeconds(20));
    }

    private static ObserveRequest observe(int limit, boolean headers) {
        ObserveRequest.Builder request = ObserveRequest.newBuilder()
                .setLimit(limit)
                .setMatch(ObserveRequest.Match.newBuilder().setAll(ObserveRequest.Match.Seq.getDefaultInstance()));
        if (headers) {
            request.setExtract(ObserveRequest.Extract.newBuilder()
                    .setHttp(ObserveRequest.Extract.Http.newBuilder()
                            .setHeaders(ObserveRequest.Extract.Http.Headers.getDefaultInstance())));
        }
        return request.build();
    }

    private static void awaitWatched(Taps taps) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!taps.watched()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void failOnPurpose() {
        try {
            ClientCalls.blockingUnaryCall(mesh.client, EchoRpc.FAIL, CallOptions.DEFAULT, new byte[1]);
        } catch (StatusRuntimeException expected) {
            assertThat(expected.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        }
    }

    @Test
    void bothSidesShowOneGrpcCallFromBeginningToEnd() throws Exception {
        Iterator<TapEvent> atClient = tap(ofClient, TwoProxies.CLIENT, TAP).observe(observe(1, true));
        Iterator<TapEvent> atServer = tap(ofServer, TwoProxies.SERVER, TAP).observe(observe(1, false));
        awaitWatched(proxies.clientTaps);
        awaitWatched(proxies.serverTaps);
        failOnPurpose();

        List<TapEvent> out = all(atClient);
        List<TapEvent> in = all(atServer);
        assertThat(out)
                .extracting(TapThroughTwoProxiesTest::line)
                .containsExactly(
                        "OUTBOUND req POST /test.Echo/Fail tls=true server_id=" + TwoProxies.SERVER.name(),
                        "OUTBOUND rsp 200",
                        "OUTBOUND end grpc=9");
        assertThat(in)
                .extracting(TapThroughTwoProxiesTest::line)
                .containsExactly(
                        "INBOUND req POST /test.Echo/Fail tls=true client_id=" + TwoProxies.CLIENT.name(),
                        "INBOUND rsp 200",
                        "INBOUND end grpc=9");
        assertThat(out.getFirst().getHttp().getRequestInit().getHeaders().getHeadersList())
                .extracting(header -> header.getName() + "=" + header.getValue().toStringUtf8())
                .contains(":path=/test.Echo/Fail", "content-type=application/grpc", "te=trailers");
        assertThat(out.getFirst().getDestinationMeta().getLabelsMap()).containsEntry("deployment", "server");
        assertThat(in.getFirst().getDestinationMeta().getLabelsMap())
                .containsEntry("srv_name", "all-unauthenticated")
                .containsEntry("route_kind", "default")
                .containsEntry("authz_name", "all-unauthenticated");
        assertThat(in.getFirst().getHttp().getRequestInit().hasHeaders()).isFalse();
        assertThat(List.of(proxies.clientTaps.watched(), proxies.serverTaps.watched()))
                .containsOnly(false);
    }

    private static List<TapEvent> all(Iterator<TapEvent> events) {
        List<TapEvent> all = new ArrayList<>();
        events.forEachRemaining(all::add);
        return all;
    }

    private static String line(TapEvent event) {
        boolean inbound = event.getProxyDirection() == TapEvent.ProxyDirection.INBOUND;
        var peer = inbound ? event.getSourceMeta() : event.getDestinationMeta();
        String id = inbound ? "client_id" : "server_id";
        return event.getProxyDirection()
                + switch (event.getHttp().getEventCase()) {
                    case REQUEST_INIT ->
                        " req " + event.getHttp().getRequestInit().getMethod().getRegistered() + " "
                                + event.getHttp().getRequestInit().getPath() + " tls="
                                + peer.getLabelsMap().get("tls") + " " + id + "="
                                + peer.getLabelsMap().get(id);
                    case RESPONSE_INIT ->
                        " rsp " + event.getHttp().getResponseInit().getHttpStatus();
                    case RESPONSE_END ->
                        " end grpc=" + event.getHttp().getResponseEnd().getEos().getGrpcStatusCode();
                    case EVENT_NOT_SET -> " nothing";
                };
    }

    @Test
    void onlyTheTapIdentityMayLook() throws Exception {
        Status another = refusal(tap(ofServer, TwoProxies.SERVER, TwoProxies.CLIENT), observe(1, false));
        Status unmeshed = refusal(plain(ofServer.port()), observe(1, false));

        assertThat(List.of(another.toString(), unmeshed.toString()))
                .containsExactly(
                        Status.UNAUTHENTICATED
                                .withDescription("the client is " + TwoProxies.CLIENT.name() + "; " + TAP.name()
                                        + " is required")
                                .toString(),
                        Status.UNAUTHENTICATED
                                .withDescription("the client speaks no mesh TLS; " + TAP.name() + " is required")
                                .toString());
    }

    /** Anybody may knock, as often as he likes. */
    @Test
    void refusalsAreLoggedAsOftenAsSomebodyCanRead() throws Exception {
        TapGrpc.TapBlockingStub unmeshed = plain(ofServer.port());
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 25; i++) {
                assertThat(refusal(unmeshed, observe(1, false)).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            }

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("refused to show traffic"))
                    .hasSize(20);
        }
    }

    /** Whose machine is gone, with every observer on it. */
    @Test
    void aConnectionThatAnswersNoPingIsForgotten() throws Exception {
        TapServer.Patience little = new TapServer.Patience(Duration.ofMillis(100), Duration.ofMillis(100));
        TapServer impatient = TapServer.start(
                ANY, TAP, loop.next(), proxies.serverTls, TwoProxies.SERVER, proxies.serverTaps, little);
        try (Socket silent = new Socket(ANY.getAddress(), impatient.port())) {
            silent.setSoTimeout(20_000);
            silent.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            silent.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // SETTINGS

            assertThat(silent.getInputStream().readAllBytes()).isNotEmpty();
        } finally {
            impatient.stop();
        }
    }

    @Test
    void aWishThatCannotBeFollowedIsAnInvalidArgument() throws Exception {
        TapGrpc.TapBlockingStub tap = tap(ofServer, TwoProxies.SERVER, TAP);

        assertThat(List.of(
                        refusal(tap, observe(0, false)).getCode(),
                        refusal(tap, ObserveRequest.newBuilder().setLimit(1).build())
                                .getCode()))
                .containsOnly(Status.Code.INVALID_ARGUMENT);
    }

    private static Status refusal(TapGrpc.TapBlockingStub tap, ObserveRequest request) {
        try {
            var _ = tap.observe(request).hasNext();
            return Status.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus();
        }
    }

    @Test
    void whoeverStopsLookingIsForgotten() throws Exception {
        TapGrpc.TapBlockingStub tap = tap(ofServer, TwoProxies.SERVER, TAP);
        Iterator<TapEvent> events = tap.observe(observe(100, false));
        awaitWatched(proxies.serverTaps);
        failOnPurpose();
        events.next();
        channels.forEach(ManagedChannel::shutdownNow);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (proxies.serverTaps.watched()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        failOnPurpose();
    }

    @Test
    void whatTheProxyAnswersItselfIsShownAsTheClientSeesIt() throws Exception {
        mesh.stopApp();
        Iterator<TapEvent> atServer = tap(ofServer, TwoProxies.SERVER, TAP).observe(observe(1, false));
        awaitWatched(proxies.serverTaps);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxies.clientPort() + "/x"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(502);
        }

        assertThat(all(atServer))
                .extracting(event -> event.getHttp().getResponseInit().getHttpStatus())
                .containsExactly(0, 502, 0);
    }
}

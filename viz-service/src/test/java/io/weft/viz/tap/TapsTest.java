package io.weft.viz.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.httptypes.Scheme;
import io.weft.api.tap.ObserveRequest;
import io.weft.api.tap.TapEvent;
import io.weft.api.tap.TapGrpc;
import io.weft.api.viztap.TapByResourceRequest;
import io.weft.core.Latest;
import io.weft.viz.services.KnownService;
import io.weft.viz.services.KnownServices;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.Disposables;

class TapsTest {
    private static final Metadata.Key<String> REQUIRE_ID =
            Metadata.Key.of("l5d-require-id", Metadata.ASCII_STRING_MARSHALLER);

    private final FakeSidecar one = new FakeSidecar();
    private final FakeSidecar two = new FakeSidecar();
    private final Latest<Workloads> workloads = new Latest<>(Workloads.of(List.of(workload("web-1", one))));
    private final Latest<KnownServices> services = new Latest<>(KnownServices.NONE);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<io.weft.api.viztap.TapEvent> seen = new LinkedBlockingQueue<>();
    private final Taps taps = new Taps(
            workloads, services, new TapSettings(1_000, 2, Set.of("authorization")), timer, new SimpleMeterRegistry());
    private final Disposable.Composite open = Disposables.composite();

    TapsTest() throws IOException {}

    @AfterEach
    void stop() {
        open.dispose();
        timer.shutdownNow();
        one.server.shutdownNow();
        two.server.shutdownNow();
    }

    /** A sidecar's tap server that says what it is told to. */
    private static final class FakeSidecar extends TapGrpc.TapImplBase implements ServerInterceptor {
        private final BlockingQueue<ObserveRequest> asked = new LinkedBlockingQueue<>();
        private final BlockingQueue<StreamObserver<TapEvent>> calls = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> required = new LinkedBlockingQueue<>();
        private final Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(this)
                .intercept(this)
                .build()
                .start();

        FakeSidecar() throws IOException {}

        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            required.add(String.valueOf(headers.get(REQUIRE_ID)));
            return next.startCall(call, headers);
        }

        @Override
        public void observe(ObserveRequest request, StreamObserver<TapEvent> answers) {
            asked.add(request);
            calls.add(answers);
        }
    }

    private static Workload workload(String name, FakeSidecar sidecar) {
        InetSocketAddress tap = new InetSocketAddress(InetAddress.getLoopbackAddress(), sidecar.server.getPort());
        return new Workload(
                new WorkloadKey("shop", "pod", name),
                "deployment",
                "web",
                "web-account",
                name + ".identity",
                Optional.empty(),
                Optional.of(tap),
                true,
                true,
                Map.of("app", "web"));
    }

    private TapQuestion question(String text) throws Exception {
        TapByResourceRequest.Builder request = TapByResourceRequest.newBuilder();
        TextFormat.merge(text, request);
        return taps.question(request.build().toByteArray());
    }

    private TapQuestion everything() throws Exception {
        return question("target { resource { namespace: 'shop' type: 'deployment' name: 'web' } }");
    }

    private void look(TapQuestion question) {
        open.add(taps.look(question, TapForm.FRAMES).subscribe(frame -> seen.add(event(frame))));
    }

    private static io.weft.api.viztap.TapEvent event(byte[] frame) {
        int length = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt();
        assertThat(length).isEqualTo(frame.length - 4);
        try {
            return io.weft.api.viztap.TapEvent.parseFrom(Arrays.copyOfRange(frame, 4, frame.length));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(20, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }

    private static TapEvent request(String path) {
        TapEvent.Builder event = TapEvent.newBuilder().setProxyDirection(TapEvent.ProxyDirection.INBOUND);
        event.getSourceBuilder().getIpBuilder().setIpv4(0x7f000001);
        event.getHttpBuilder().getRequestInitBuilder().setPath(path);
        return event.build();
    }

    @Test
    void aSidecarIsAskedForWhatIsWantedAndMustBeWhoItIs() throws Exception {
        look(question("""
                target { resource { namespace: 'shop' type: 'deployment' name: 'web' } }
                match { all {
                  matches { destinations { resource { namespace: 'shop' type: 'deployment' name: 'catalog' } } }
                  matches { http { scheme: 'http' } } matches { http { method: 'GET' } }
                  matches { http { authority: 'catalog:9000' } } matches { http { path: '/items' } } } }
                maxRps: 7
                extract { http { headers {} } }"""));

        ObserveRequest.Builder expected = ObserveRequest.newBuilder();
        TextFormat.merge("""
                limit: 7
                match { all {
                  matches { destination_label { key: 'deployment' value: 'catalog' } }
                  matches { destination_label { key: 'namespace' value: 'shop' } }
                  matches { http { scheme { registered: HTTP } } } matches { http { method { registered: GET } } }
                  matches { http { authority { exact: 'catalog:9000' } } } matches { http { path { prefix: '/items' } } } } }
                extract { http { headers {} } }""", expected);
        assertThat(next(one.asked)).isEqualTo(expected.build());
        assertThat(next(one.required)).isEqualTo("web-1.identity");
    }

    @Test
    void eventsOfAllSidecarsArriveAndEachHasItsShareOfTheRate() throws Exception {
        workloads.set(Workloads.of(List.of(workload("web-1", one), workload("web-2", two))));
        look(everything());
        next(one.calls).onNext(request("/one"));
        next(two.calls).onNext(request("/two"));

        assertThat(List.of(
                        next(seen).getHttp().getRequestInit().getPath(),
                        next(seen).getHttp().getRequestInit().getPath()))
                .containsExactlyInAnyOrder("/one", "/two");
        assertThat(List.of(next(one.asked).getLimit(), next(two.asked).getLimit()))
                .containsExactly(50, 50);
    }

    @Test
    void aStreamThatEndedIsAskedForAgain() throws Exception {
        look(everything());
        next(one.calls).onCompleted();
        next(one.calls).onNext(request("/again"));

        assertThat(next(seen).getHttp().getRequestInit().getPath()).isEqualTo("/again");
    }

    @Test
    void aWorkloadThatComesInPlaceOfAnotherIsLookedAtToo() throws Exception {
        look(everything());
        next(one.calls);
        workloads.set(Workloads.of(List.of(workload("web-2", two))));
        next(two.calls).onNext(request("/two"));

        assertThat(next(seen).getHttp().getRequestInit().getPath()).isEqualTo("/two");
    }

    @Test
    void aServiceIsWhomeverItSelectsNow() throws Exception {
        workloads.set(Workloads.of(List.of(workload("web-1", one), labelled(workload("next-1", two), "next"))));
        services.set(service("web"));
        look(question("target { resource { namespace: 'shop' type: 'service' name: 'web' } }"));
        next(one.calls).onNext(request("/one"));
        assertThat(next(seen).getHttp().getRequestInit().getPath()).isEqualTo("/one");
        assertThat(two.calls).isEmpty();

        services.set(service("next"));
        next(two.calls).onNext(request("/two"));
        assertThat(next(seen).getHttp().getRequestInit().getPath()).isEqualTo("/two");
    }

    private static KnownServices service(String app) {
        return new KnownServices(List.of(new KnownService("shop", "web", Map.of("app", app), "")));
    }

    private static Workload labelled(Workload like, String app) {
        return new Workload(
                like.key(),
                like.ownerKind(),
                like.ownerName(),
                like.serviceAccount(),
                like.identity(),
                like.admin(),
                like.tap(),
                true,
                true,
                Map.of("app", app));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service | web | '' | 'no pods found for service shop/web'",
                "service | shop | '' | 'there is no service shop/shop'",
                "service | '' | 'app=web' | 'no pods found for services in shop'",
                "deployment | web | 'app notin (web)' | 'no pods found for deployment shop/web'",
            })
    void whoIsNotSelectedIsNotLookedAt(String kind, String name, String labels, String why) throws Exception {
        services.set(service("nobody"));
        TapQuestion question =
                question("target { resource { namespace: 'shop' type: '%s' name: '%s' } label_selector: '%s' }"
                        .formatted(kind, name, labels));

        assertThatThrownBy(() -> taps.look(question, TapForm.FRAMES)).hasMessage(why);
    }

    @Test
    void headersOfTheListAreLeftOutAndWhatIsNoTextStaysBytes() throws Exception {
        look(everything());
        TapEvent.Builder event = request("/").toBuilder();
        var headers = event.getHttpBuilder().getRequestInitBuilder().getHeadersBuilder();
        headers.addHeadersBuilder().setName("Authorization").setValue(ByteString.copyFromUtf8("Bearer secret"));
        headers.addHeadersBuilder().setName("x-a").setValue(ByteString.copyFromUtf8("1"));
        headers.addHeadersBuilder().setName("x-b").setValue(ByteString.copyFrom(new byte[] {(byte) 0xff}));
        next(one.calls).onNext(event.build());

        assertThat(next(seen).getHttp().getRequestInit().getHeaders().getHeadersList())
                .extracting(header -> header.getName() + header.hasValueStr() + header.hasValueBin())
                .containsExactly("x-atruefalse", "x-bfalsetrue");
    }

    @Test
    void aLineOfJsonTellsWhatAFrameTells() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        open.add(taps.look(
                        question(
                                "target { resource { name: 'shop' type: 'namespace' } } extract { http { headers {} } }"),
                        TapForm.LINES)
                .subscribe(line -> lines.add(new String(line, UTF_8))));
        TapEvent.Builder begin = request("/items").toBuilder();
        var init = begin.getHttpBuilder().getRequestInitBuilder();
        init.getIdBuilder().setBase(-1).setStream(7);
        init.getSchemeBuilder().setRegistered(Scheme.Registered.HTTP);
        init.setAuthority("catalog:9000").getMethodBuilder().setRegistered(HttpMethod.Registered.POST);
        init.getHeadersBuilder()
                .addHeadersBuilder()
                .setName("Authorization")
                .setValue(ByteString.copyFromUtf8("secret"));
        init.getHeadersBuilder().addHeadersBuilder().setName("x-b").setValue(ByteString.copyFrom(new byte[] {-1}));
        TapEvent.Builder end = request("").toBuilder();
        end.getHttpBuilder()
                .getResponseEndBuilder()
                .setResponseBytes(42)
                .getEosBuilder()
                .setGrpcStatusCode(9);
        end.getHttpBuilder()
                .getResponseEndBuilder()
                .getSinceRequestInitBuilder()
                .setSeconds(1)
                .setNanos(5_000);
        StreamObserver<TapEvent> call = next(one.calls);
        call.onNext(begin.build());
        call.onNext(end.build());

        String labels =
                "\"deployment\":\"web\",\"namespace\":\"shop\",\"pod\":\"web-1\",\"serviceaccount\":\"web-account\"";
        assertThat(List.of(next(lines), next(lines))).containsExactly("""
                        {"source":{"ip":"127.0.0.1","port":0,"metadata":{%s}},"destination":{"ip":"","port":0,"metadata":{}},\
                        "routeMeta":{},"proxyDirection":"INBOUND","requestInitEvent":{"id":{"base":4294967295,"stream":7},\
                        "method":"POST","scheme":"http","authority":"catalog:9000","path":"/items",\
                        "headers":[{"name":"x-b","valueBin":"/w=="}]}}
                        """.formatted(labels), """
                        {"source":{"ip":"127.0.0.1","port":0,"metadata":{%s}},"destination":{"ip":"","port":0,"metadata":{}},\
                        "routeMeta":{},"proxyDirection":"INBOUND","responseEndEvent":{"id":{"base":0,"stream":0},\
                        "sinceRequestInit":"1.000005000s","sinceResponseInit":"0.000000000s","responseBytes":42,\
                        "trailers":[],"grpcStatusCode":9}}
                        """.formatted(labels));
    }

    @Test
    void whereThereIsNobodyToLookAtTheReasonIsSaid() {
        workloads.set(Workloads.NONE);

        assertThatThrownBy(() -> taps.look(everything(), TapForm.FRAMES))
                .isInstanceOf(TapException.class)
                .hasMessage("no pods found for deployment shop/web");
    }

    @Test
    void thereIsAnEndToHowManyTapsAreOpen() throws Exception {
        look(everything());
        look(everything());

        assertThatThrownBy(() -> taps.look(everything(), TapForm.FRAMES)).hasMessageContaining("too many taps");
        open.dispose();
        assertThat(taps.look(everything(), TapForm.FRAMES)).isNotNull();
    }

    @Test
    void theRateHasAnUpperBound() throws Exception {
        assertThat(question("target { resource { name: 'shop' type: 'namespace' } } maxRps: 1000000")
                        .mostPerSecond())
                .isEqualTo(1_000);
    }
}

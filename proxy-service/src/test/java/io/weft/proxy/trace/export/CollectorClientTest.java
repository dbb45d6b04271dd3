package io.weft.proxy.trace.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceImplBase;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.weft.core.Authority;
import io.weft.core.Ticker;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.http.DeafListener;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.trace.NoStream;
import io.weft.proxy.trace.Span;
import io.weft.proxy.trace.SpanQueue;
import io.weft.proxy.trace.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans reach a collector in OpenTelemetry's words; see proxy-behaviour, 12. */
class CollectorClientTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");

    private final List<ExportTraceServiceRequest> got = new CopyOnWriteArrayList<>();
    private final GrpcServer server = new GrpcServer(new Collector());
    private final Sockets sockets = new Sockets();
    private final ControlChannels channels = sockets.channels(Sockets.noTls());
    private final AtomicBoolean answering = new AtomicBoolean(true);
    private final AtomicReference<@Nullable StreamObserver<ExportTraceServiceResponse>> unanswered =
            new AtomicReference<>();
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final CollectorClient client = new CollectorClient(
            new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty()),
            channels,
            new Resource(Map.of("service.name", "web")),
            Map.of("process.pid", 7L),
            registry);
    private final Tracer tracer =
            new Tracer(1, RandomGenerator::getDefault, () -> NOW, Ticker.system(), client.queue());

    @AfterEach
    void close() {
        server.close();
        sockets.close();
    }

    @Test
    void aBatchIsSentAtOnceWithWhoseItIs() throws Exception {
        client.start();
        for (int i = 0; i < 1000; i++) {
            request(Span.Side.OUTBOUND, head("/"), 200);
        }

        Sockets.await(() -> !got.isEmpty());
        var spans = got.getFirst().getResourceSpans(0);
        assertThat(spans.getScopeSpans(0).getSpansCount()).isEqualTo(1000);
        assertThat(texts(spans.getResource().getAttributesList()))
                .isEqualTo(Map.of("service.name", "web", "process.pid", "7"));
    }

    @Test
    void connectionsBatchesAndSpansAreCounted() throws Exception {
        request(Span.Side.OUTBOUND, head("/"), 200);
        exported();
        Sockets.await(() -> told().contains("opentelemetry_span_exports"));

        assertThat(told()).isEqualTo("""
                opentelemetry_span_export_streams 1
                opentelemetry_span_export_requests 1
                opentelemetry_span_exports 1000""");
    }

    private String told() {
        return new Exposition(registry)
                .text()
                .lines()
                .filter(line -> line.startsWith("opentelemetry_span_"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aSpanSaysWhatWasAskedAndAnswered() throws Exception {
        Http2Headers head = head("/cart/7?user=1")
                .authority("mary:secret@web.shop:8080")
                .set("user-agent", "curl")
                .set("content-length", "0")
                .set("content-type", "text/plain")
                .set("l5d-orig-proto", "HTTP/1.1")
                .set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        request(Span.Side.INBOUND, head, 503);

        var span = exported();

        assertThat(span.getName()).isEqualTo("/cart/7");
        assertThat(span.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(span.getTraceId())).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(hex(span.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getStartTimeUnixNano()).isEqualTo(NOW.toEpochMilli() * 1_000_000);
        assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(texts(span.getAttributesList()))
                .isEqualTo(Map.ofEntries(
                        Map.entry("direction", "inbound"),
                        Map.entry("http.request.method", "GET"),
                        Map.entry("url.scheme", "http"),
                        Map.entry("url.path", "/cart/7"),
                        Map.entry("url.query", "user=1"),
                        Map.entry("url.full", "http://REDACTED:REDACTED@web.shop:8080/cart/7?user=1"),
                        Map.entry("network.transport", "tcp"),
                        Map.entry("server.address", "web.shop"),
                        Map.entry("server.port", "8080"),
                        Map.entry("user_agent.original", "curl"),
                        Map.entry("http.request.header.content-length", "0"),
                        Map.entry("http.request.header.content-type", "text/plain"),
                        Map.entry("http.request.header.l5d-orig-proto", "HTTP/1.1"),
                        Map.entry("http.response.status_code", "503")));
    }

    @Test
    void theHostAClientWasForwardedForIsTheServer() throws Exception {
        request(Span.Side.OUTBOUND, head("/").authority("10.0.0.1").set("x-forwarded-host", "shop.example"), 404);

        var span = exported();

        assertThat(span.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(span.getParentSpanId().isEmpty()).as("the trace begins here").isTrue();
        assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(texts(span.getAttributesList()))
                .containsEntry("server.address", "shop.example")
                .doesNotContainKeys("server.port", "url.query", "user_agent.original");
    }

    @Test
    void whatWaitsIsSentAtTheEnd() {
        client.start();
        for (int i = 0; i < 3; i++) {
            request(Span.Side.OUTBOUND, head("/"), 200);
        }

        client.flush().orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(got).singleElement().extracting(CollectorClientTest::spans).isEqualTo(3);
    }

    @Test
    void whatIsMoreThanABatchIsAllSentAtTheEnd() {
        for (int i = 0; i < 1500; i++) {
            request(Span.Side.OUTBOUND, head("/"), 200);
        }
        client.start();

        client.flush().orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(got.stream().mapToInt(CollectorClientTest::spans).sum()).isEqualTo(1500);
    }

    @Test
    void theEndWaitsForNoCollectorThatIsNotThere() {
        request(Span.Side.OUTBOUND, head("/"), 200);
        client.flush().orTimeout(20, TimeUnit.SECONDS).join();
        server.close();
        client.start();
        client.flush().orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(got).isEmpty();
    }

    /** Nobody calls again for spans that already wait. */
    @Test
    void aBatchThatFilledWhileASmallerOneWasUnderWayFollowsAtOnce() throws Exception {
        answering.set(false);
        request(Span.Side.OUTBOUND, head("/"), 200);
        client.start();
        channels.loop().execute(client::export);
        Sockets.await(() -> unanswered.get() != null);
        for (int i = 0; i < SpanQueue.BATCH; i++) {
            request(Span.Side.OUTBOUND, head("/"), 200);
        }
        answering.set(true);
        answer(requireNonNull(unanswered.get()));

        Sockets.await(() -> told().contains("opentelemetry_span_exports 1"));
        channels.loop().submit(() -> {}).sync();
        assertThat(told()).contains("opentelemetry_span_export_requests 2");
    }

    @Test
    void spansThatTheCollectorRefusesAreNotCountedAsTaken() throws Exception {
        answering.set(false);
        request(Span.Side.OUTBOUND, head("/"), 200);
        request(Span.Side.OUTBOUND, head("/"), 200);
        client.start();
        channels.loop().execute(client::export);
        Sockets.await(() -> unanswered.get() != null);
        StreamObserver<ExportTraceServiceResponse> response = requireNonNull(unanswered.get());
        response.onNext(ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(1))
                .build());
        response.onCompleted();

        Sockets.await(() -> told().contains("opentelemetry_span_exports"));
        assertThat(told()).endsWith("opentelemetry_span_exports 1");
    }

    private static int spans(ExportTraceServiceRequest request) {
        return request.getResourceSpans(0).getScopeSpans(0).getSpansCount();
    }

    private io.opentelemetry.proto.trace.v1.Span exported() throws InterruptedException {
        client.start();
        for (int i = 1; i < SpanQueue.BATCH; i++) {
            request(Span.Side.OUTBOUND, head("/filler"), 200);
        }
        Sockets.await(() -> !got.isEmpty());
        return got.getFirst().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }

    private void request(Span.Side side, Http2Headers headers, int status) {
        RequestHandler answering = (stream, head, end) -> {
            stream.respond(new DefaultHttp2Headers().status(Integer.toString(status)), true);
            return new DeafListener();
        };
        tracer.traced(answering, side).request(NoStream.STREAM, new RequestHead(headers, Version.HTTP_2, false), true);
    }

    private static Http2Headers head(String target) {
        return new DefaultHttp2Headers().method("GET").scheme("http").path(target);
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        each -> each.getValue().hasIntValue()
                                ? Long.toString(each.getValue().getIntValue())
                                : each.getValue().getStringValue()));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private final class Collector extends TraceServiceImplBase {
        @Override
        public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> response) {
            got.add(request);
            if (answering.get()) {
                answer(response);
            } else {
                unanswered.set(response);
            }
        }
    }

    private static void answer(StreamObserver<ExportTraceServiceResponse> response) {
        response.onNext(ExportTraceServiceResponse.getDefaultInstance());
        response.onCompleted();
    }
}

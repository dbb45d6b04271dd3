package io.weft.viz.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceCallsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final TraceStore store = new TraceStore(2_000, 1L << 30);
    private final TraceCalls calls = new TraceCalls(store, new SimpleMeterRegistry());

    @Test
    void aSpanIsKeptWithWhoToldItAndWithoutTheQueryOfItsUrl() {
        export(
                Map.of("linkerd.io/workload-ns", "shop", "linkerd.io/proxy-deployment", "web", "service.name", "front"),
                span("b7ad6b7169203331").toBuilder()
                        .setParentSpanId(bytes("00f067aa0ba902b7"))
                        .setName("/items?token=secret")
                        .setKind(SpanKind.SPAN_KIND_SERVER)
                        .setStartTimeUnixNano(5_000_000)
                        .setEndTimeUnixNano(5_250_000)
                        .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                        .addAttributes(text("url.path", "/items"))
                        .addAttributes(text("url.query", "token=secret"))
                        .addAttributes(text("url.full", "http://web/items?token=secret"))
                        .addAttributes(number("http.response.status_code", 503))
                        .addAttributes(number("server.port", 8080))
                        .build());

        assertThat(store.newestFirst())
                .containsExactly(new Trace(
                        TRACE,
                        List.of(new Span(
                                TRACE,
                                "b7ad6b7169203331",
                                "00f067aa0ba902b7",
                                new Span.Teller("shop", "web", "front"),
                                "/items",
                                "server",
                                5_000,
                                250,
                                503,
                                true,
                                Map.of("url.path", "/items", "server.port", "8080")))));
    }

    @ParameterizedTest
    @CsvSource({
        "k8s.deployment.name",
        "linkerd.io/proxy-deployment",
        "linkerd.io/proxy-statefulset",
        "k8s.daemonset.name",
        "linkerd.io/proxy-cronjob",
        "linkerd.io/proxy-job",
        "k8s.pod.name",
    })
    void whoeverTellsIsFoundByItsOwner(String attribute) {
        export(Map.of(attribute, "web"), span("b7ad6b7169203331"));

        assertThat(store.newestFirst().getFirst().root().teller().workload()).isEqualTo("web");
    }

    @Test
    void spansWithoutProperIdsAreRefusedAndTheOthersKept() {
        ExportTraceServiceResponse answer = export(
                Map.of(),
                span("b7ad6b7169203331"),
                span("0000000000000000"),
                span("b7ad"),
                span("b7ad6b7169203332").toBuilder()
                        .setTraceId(ByteString.EMPTY)
                        .build());

        assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(3);
        assertThat(store.spans()).isEqualTo(1);
    }

    @Test
    void whatIsToldIsCutToABoundedLength() {
        export(
                Map.of(),
                span("b7ad6b7169203331").toBuilder()
                        .addAttributes(text("long", "x".repeat(100_000)))
                        .addAttributes(text("k".repeat(1_000), "v"))
                        .build());

        assertThat(store.bytes()).isLessThan(2_000);
    }

    @Test
    void aSpanThatEndsBeforeItBeginsLastsNoTime() {
        export(
                Map.of(),
                span("b7ad6b7169203331").toBuilder()
                        .setStartTimeUnixNano(9_000)
                        .setEndTimeUnixNano(1_000)
                        .build());

        assertThat(store.newestFirst().getFirst().durationMicros()).isZero();
    }

    private ExportTraceServiceResponse export(
            Map<String, String> resource, io.opentelemetry.proto.trace.v1.Span... spans) {
        Resource.Builder teller = Resource.newBuilder();
        resource.forEach((name, value) -> teller.addAttributes(text(name, value)));
        List<ExportTraceServiceResponse> answers = new ArrayList<>();
        calls.export(
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder()
                                .setResource(teller)
                                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                        .build(),
                new StreamObserver<>() {
                    @Override
                    public void onNext(ExportTraceServiceResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        throw new AssertionError(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        return answers.getFirst();
    }

    private static io.opentelemetry.proto.trace.v1.Span span(String id) {
        return io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(bytes(TRACE))
                .setSpanId(bytes(id))
                .setName("/")
                .build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static KeyValue text(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String name, long value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}

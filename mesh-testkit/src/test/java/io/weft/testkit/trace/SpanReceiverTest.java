package io.weft.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SpanReceiverTest {
    @Test
    void spansAreToldAsTheyCome() throws Exception {
        List<ReceivedSpan> told = new CopyOnWriteArrayList<>();
        try (SpanReceiver receiver = SpanReceiver.start(0, told::add)) {
            ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                            "127.0.0.1", receiver.port(), InsecureChannelCredentials.create())
                    .build();
            var _ = TraceServiceGrpc.newBlockingStub(channel).export(request());
            channel.shutdownNow();
        }

        assertThat(told).containsExactly(new ReceivedSpan("0a", "0b", "", "SPAN_KIND_SERVER", "/items", "web"));
        assertThat(told.getFirst().line()).isEqualTo("0a 0b - SPAN_KIND_SERVER /items web");
    }

    private static ExportTraceServiceRequest request() {
        KeyValue service = KeyValue.newBuilder()
                .setKey("service.name")
                .setValue(AnyValue.newBuilder().setStringValue("web"))
                .build();
        Span span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[] {10}))
                .setSpanId(ByteString.copyFrom(new byte[] {11}))
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setName("/items")
                .build();
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(service))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }
}

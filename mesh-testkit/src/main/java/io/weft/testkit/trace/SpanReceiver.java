package io.weft.testkit.trace;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Takes spans over OTLP, in plaintext. Close it when done. */
public final class SpanReceiver implements AutoCloseable {
    private final Server server;

    private SpanReceiver(Server server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param port 0: any that is free
     * @param spans told each span, on gRPC's threads
     */
    public static SpanReceiver start(int port, Consumer<ReceivedSpan> spans) throws IOException {
        return new SpanReceiver(Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                .addService(new Service(spans))
                .build()
                .start());
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** A program: {@code PORT}. Prints a line for each span. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (SpanReceiver receiver = start(Integer.parseInt(args[0]), span -> System.out.println(span.line()))) {
            receiver.server.awaitTermination();
        }
    }

    private static final class Service extends TraceServiceGrpc.TraceServiceImplBase {
        private final Consumer<ReceivedSpan> spans;

        Service(Consumer<ReceivedSpan> spans) {
            this.spans = spans;
        }

        @Override
        public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> reply) {
            for (ResourceSpans each : request.getResourceSpansList()) {
                String service = service(each.getResource().getAttributesList());
                each.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> received(span, service))
                        .forEach(spans);
            }
            reply.onNext(ExportTraceServiceResponse.getDefaultInstance());
            reply.onCompleted();
        }

        private static ReceivedSpan received(Span span, String service) {
            return new ReceivedSpan(
                    hex(span.getTraceId()),
                    hex(span.getSpanId()),
                    hex(span.getParentSpanId()),
                    span.getKind().name(),
                    span.getName(),
                    service);
        }

        private static String service(List<KeyValue> resource) {
            return resource.stream()
                    .filter(each -> each.getKey().equals("service.name"))
                    .map(each -> each.getValue().getStringValue())
                    .findFirst()
                    .orElse("");
        }

        private static String hex(ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }
}

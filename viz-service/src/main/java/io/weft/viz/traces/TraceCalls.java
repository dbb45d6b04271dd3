package io.weft.viz.traces;

import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes spans over OTLP. Who may bring them is the sidecar's to say. Threading: any. */
public final class TraceCalls extends TraceServiceGrpc.TraceServiceImplBase {
    private final TraceStore store;
    private final Counter refused;

    public TraceCalls(TraceStore store, MeterRegistry meters) {
        this.store = store;
        this.refused = Counter.builder("viz.traces.spans.refused")
                .description("Spans without a proper id, or of a trace that has too many")
                .register(meters);
    }

    @Override
    public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> reply) {
        AtomicInteger tooMany = new AtomicInteger();
        int unreadable = SpanTranslator.read(request, span -> {
            if (!store.add(span)) {
                tooMany.incrementAndGet();
            }
        });
        reply.onNext(answer(unreadable, tooMany.get()));
        reply.onCompleted();
    }

    private ExportTraceServiceResponse answer(int unreadable, int tooMany) {
        int lost = unreadable + tooMany;
        if (lost == 0) {
            return ExportTraceServiceResponse.getDefaultInstance();
        }
        refused.increment(lost);
        return ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(lost)
                        .setErrorMessage(unreadable + " without a trace's id of 16 bytes or a span's of 8, " + tooMany
                                + " of traces with more than " + TraceStore.MOST_SPANS_OF_TRACE + " spans"))
                .build();
    }
}

package io.weft.proxy.trace.export;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.control.ControlPart;
import io.weft.proxy.control.WarnOnce;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.trace.Span;
import io.weft.proxy.trace.SpanQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector: what waits, every ten seconds or as soon as it is a batch, one export at a time. What a collector
 * does not take is lost: a trace is worth no memory, and no request waits for one.
 *
 * <p>Threading: {@link #start} and {@link #flush} from any thread, the rest on the loop of the channels.
 *
 * @see "proxy-behaviour, 12: export"
 */
public final class CollectorClient {
    private static final Logger log = LoggerFactory.getLogger(CollectorClient.class);
    private static final long EVERY_SECONDS = 10;
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    /** A trace of its own that nobody keeps: exports are not worth spans, which would be exported. */
    private static final String UNSAMPLED = "00-00000000000000000000000000000001-0000000000000001-00";

    private final ControlPlane collector;
    private final ControlChannels channels;
    private final Resource resource;
    private final Map<String, Long> process;
    private final MetricRegistry registry;
    private final WarnOnce warnings = new WarnOnce(log);
    private final SpanQueue queue;
    private @Nullable Channel channel; // null until it is started
    private boolean exporting;
    private @Nullable CompletableFuture<Void> lastWord; // null until it is asked for

    /** @param process numbers that tell this process from its predecessors */
    public CollectorClient(
            ControlPlane collector,
            ControlChannels channels,
            Resource resource,
            Map<String, Long> process,
            MetricRegistry registry) {
        this.collector = collector;
        this.channels = channels;
        this.resource = resource;
        this.process = Map.copyOf(process);
        this.registry = registry;
        this.queue = new SpanQueue(() -> channels.loop().execute(this::export));
        registry.computed(Meter.PROXY_SPANS_DROPPED, Labels.EMPTY, queue::dropped);
    }

    /** Where spans are to be put. */
    public SpanQueue queue() {
        return queue;
    }

    /** To be called with a certificate in force: the collector asks for one. */
    public void start() {
        channels.loop().execute(() -> {
            if (channel == null) {
                channel = open();
                channels.loop().scheduleWithFixedDelay(this::export, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    /** Exports what waits, now. Completes when all of it is with the collector, or lost; never fails. */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        channels.loop().execute(() -> {
            lastWord = done;
            export();
            completeLastWord();
        });
        return done;
    }

    private void completeLastWord() {
        if (lastWord != null && !exporting) {
            lastWord.complete(null);
        }
    }

    private Channel open() {
        Metadata unsampled = new Metadata();
        unsampled.put(TRACEPARENT, UNSAMPLED);
        ControlChannel opened = channels.open(
                ControlPart.TRACE_COLLECTOR, collector, MetadataUtils.newAttachHeadersInterceptor(unsampled));
        registry.counter(Meter.OPENTELEMETRY_SPAN_EXPORT_STREAMS, Labels.EMPTY).increment();
        return opened.grpc();
    }

    /** Exports a batch at most, unless one is under way. On the loop. */
    void export() {
        Channel to = channel;
        if (exporting || to == null) {
            return;
        }
        List<Span> batch = new ArrayList<>();
        queue.take(batch);
        if (batch.isEmpty()) {
            return;
        }
        exporting = true;
        registry.counter(Meter.OPENTELEMETRY_SPAN_EXPORT_REQUESTS, Labels.EMPTY).increment();
        ExportTraceServiceRequest request = SpanTranslator.request(resource, process, batch);
        ClientCalls.asyncUnaryCall(
                to.newCall(
                        TraceServiceGrpc.getExportMethod(),
                        CallOptions.DEFAULT.withDeadlineAfter(EVERY_SECONDS, TimeUnit.SECONDS)),
                request,
                new Answer(batch.size()));
    }

    private void exported(int spans) {
        exporting = false;
        registry.counter(Meter.OPENTELEMETRY_SPAN_EXPORTS, Labels.EMPTY).add(spans);
        if (queue.holdsBatch() || lastWord != null) {
            export(); // who ended their spans meanwhile called in vain
        }
        completeLastWord();
    }

    /** Of what is late gRPC says how late, each time in other words, of which a warning would be made each time. */
    private static String reason(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        return status.getCode() == Status.Code.DEADLINE_EXCEEDED
                ? status.getCode().name()
                : status.toString();
    }

    /** Of one export. On the loop. */
    private final class Answer implements StreamObserver<ExportTraceServiceResponse> {
        private final int spans;
        private int refused;

        Answer(int spans) {
            this.spans = spans;
        }

        @Override
        public void onNext(ExportTraceServiceResponse response) {
            long rejected = response.getPartialSuccess().getRejectedSpans();
            refused = Math.clamp(rejected, 0, spans); // whatever a collector says
            if (rejected > 0) {
                warnings.accept("the collector refuses spans: "
                        + response.getPartialSuccess().getErrorMessage());
            }
        }

        @Override
        public void onError(Throwable failure) {
            exporting = false;
            completeLastWord();
            warnings.accept("spans are lost, " + collector.address() + " does not take them: " + reason(failure));
        }

        @Override
        public void onCompleted() {
            exported(spans - refused);
        }
    }
}

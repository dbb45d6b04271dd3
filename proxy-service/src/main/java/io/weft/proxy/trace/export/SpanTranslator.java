package io.weft.proxy.trace.export;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.weft.proxy.trace.Span;
import io.weft.proxy.trace.TracedHead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says spans in OpenTelemetry's words.
 *
 * @see "proxy-behaviour, 12: span name, kind, attributes; semantic conventions of HTTP spans"
 */
final class SpanTranslator {
    private static final int SAMPLED = 1;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private SpanTranslator() {}

    static ExportTraceServiceRequest request(Resource whose, Map<String, Long> process, List<Span> spans) {
        var resource = io.opentelemetry.proto.resource.v1.Resource.newBuilder();
        process.forEach((name, value) -> resource.addAttributes(number(name, value)));
        whose.attributes().forEach((name, value) -> resource.addAttributes(text(name, value)));
        ScopeSpans.Builder scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("linkerd-proxy"));
        spans.forEach(span -> scope.addSpans(translate(span)));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
                .build();
    }

    private static io.opentelemetry.proto.trace.v1.Span translate(Span span) {
        var translated = io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(id(span.high(), span.low()))
                .setSpanId(id(span.id()))
                .setName(path(span.request()))
                .setKind(span.side() == Span.Side.INBOUND ? SpanKind.SPAN_KIND_SERVER : SpanKind.SPAN_KIND_CLIENT)
                .setFlags(SAMPLED)
                .setStartTimeUnixNano(nanos(span.started()))
                .setEndTimeUnixNano(nanos(span.started().plus(span.lasted())));
        if (span.parent() != 0) {
            translated.setParentSpanId(id(span.parent()));
        }
        if (failed(span)) {
            translated.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
        }
        attributes(translated, span);
        return translated.build();
    }

    private static boolean failed(Span span) {
        int from = span.side() == Span.Side.INBOUND ? SERVER_ERROR : CLIENT_ERROR;
        return span.broken() || span.status() >= from;
    }

    private static void attributes(io.opentelemetry.proto.trace.v1.Span.Builder to, Span span) {
        TracedHead head = span.request();
        String scheme = head.scheme() == null ? "http" : head.scheme().toString();
        String target = head.target() == null ? "/" : head.target().toString();
        int query = target.indexOf('?');
        add(to, "direction", span.side() == Span.Side.INBOUND ? "inbound" : "outbound");
        add(to, "http.request.method", head.method());
        add(to, "url.scheme", scheme);
        add(to, "url.path", path(head));
        add(to, "url.query", query < 0 ? null : target.substring(query + 1));
        add(to, "url.full", head.authority() == null ? null : scheme + "://" + redacted(head.authority()) + target);
        add(to, "network.transport", "tcp");
        Host.of(head).ifPresent(host -> {
            add(to, "server.address", host.name());
            host.port().ifPresent(port -> to.addAttributes(number("server.port", port)));
        });
        add(to, "user_agent.original", head.userAgent());
        add(to, "http.request.header.content-length", head.contentLength());
        add(to, "http.request.header.content-type", head.contentType());
        add(to, "http.request.header.l5d-orig-proto", head.originalProtocol());
        if (span.status() != 0) {
            to.addAttributes(number("http.response.status_code", span.status()));
        }
    }

    private static String path(TracedHead head) {
        String target = head.target() == null ? "/" : head.target().toString();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Names and passwords are nobody's business. */
    private static String redacted(CharSequence authority) {
        String text = authority.toString();
        int at = text.lastIndexOf('@');
        return at < 0 ? text : "REDACTED:REDACTED" + text.substring(at);
    }

    private static void add(
            io.opentelemetry.proto.trace.v1.Span.Builder to, String name, @Nullable CharSequence value) {
        if (value != null) {
            to.addAttributes(text(name, value.toString()));
        }
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

    private static ByteString id(long... halves) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * halves.length);
        for (long half : halves) {
            bytes.putLong(half);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}

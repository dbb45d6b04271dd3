package io.weft.viz.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads spans from OpenTelemetry's words. What a span is kept with is bounded; queries of URLs are not kept at all, because
 * secrets travel in them.
 */
final class SpanTranslator {
    private static final int TRACE_ID = 16;
    private static final int SPAN_ID = 8;
    private static final int MOST_ATTRIBUTES = 32;
    private static final int LONGEST = 512;
    private static final int LONGEST_KEY = 128;
    private static final String STATUS = "http.response.status_code";
    private static final String KIND = "SPAN_KIND_";
    private static final String INTERNAL = "internal";
    private static final Set<String> UNKEPT =
            Set.of("url.query", "url.full", "http.url", "http.target", STATUS, "direction", "network.transport");
    private static final List<String> NAMESPACE = List.of("k8s.namespace.name", "linkerd.io/workload-ns");
    private static final List<String> WORKLOAD = Stream.concat(
                    Stream.of("deployment", "statefulset", "daemonset", "cronjob", "job", "replicaset")
                            .flatMap(kind -> Stream.of("k8s." + kind + ".name", "linkerd.io/proxy-" + kind)),
                    Stream.of("k8s.pod.name"))
            .toList();

    private SpanTranslator() {}

    /** Hands on each span that can be read; returns how many cannot. */
    static int read(ExportTraceServiceRequest request, Consumer<Span> to) {
        int unreadable = 0;
        for (ResourceSpans each : request.getResourceSpansList()) {
            Span.Teller teller = teller(each.getResource().getAttributesList());
            for (var scope : each.getScopeSpansList()) {
                for (var span : scope.getSpansList()) {
                    if (isId(span.getTraceId(), TRACE_ID) && isId(span.getSpanId(), SPAN_ID)) {
                        to.accept(translate(span, teller));
                    } else {
                        unreadable++;
                    }
                }
            }
        }
        return unreadable;
    }

    private static Span translate(io.opentelemetry.proto.trace.v1.Span span, Span.Teller teller) {
        long start = TimeUnit.NANOSECONDS.toMicros(span.getStartTimeUnixNano());
        long end = TimeUnit.NANOSECONDS.toMicros(span.getEndTimeUnixNano());
        return new Span(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                isId(span.getParentSpanId(), SPAN_ID) ? hex(span.getParentSpanId()) : null,
                teller,
                withoutQuery(span.getName()),
                kind(span.getKind()),
                start,
                Math.max(0, end - start),
                status(span.getAttributesList()),
                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()));
    }

    private static Span.Teller teller(List<KeyValue> resource) {
        Map<String, String> told = new HashMap<>();
        resource.forEach(each -> told.put(each.getKey(), text(each.getValue())));
        return new Span.Teller(first(told, NAMESPACE), first(told, WORKLOAD), first(told, List.of("service.name")));
    }

    private static String first(Map<String, String> told, List<String> names) {
        return names.stream()
                .map(name -> told.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> attributes(List<KeyValue> told) {
        Map<String, String> kept = new LinkedHashMap<>();
        told.stream()
                .filter(each -> !UNKEPT.contains(each.getKey()) && each.getKey().length() <= LONGEST_KEY)
                .limit(MOST_ATTRIBUTES)
                .forEach(each -> kept.put(each.getKey(), text(each.getValue())));
        return kept;
    }

    private static int status(List<KeyValue> told) {
        return told.stream()
                .filter(each -> each.getKey().equals(STATUS))
                .mapToInt(each -> (int) each.getValue().getIntValue())
                .findFirst()
                .orElse(0);
    }

    private static String kind(SpanKind kind) {
        String name = kind.name();
        return name.startsWith(KIND) && kind != SpanKind.SPAN_KIND_UNSPECIFIED
                ? name.substring(KIND.length()).toLowerCase(Locale.ROOT)
                : INTERNAL;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> cut(value.getStringValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            default -> "";
        };
    }

    private static String withoutQuery(String name) {
        int query = name.indexOf('?');
        return cut(query < 0 ? name : name.substring(0, query));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + '…';
    }

    private static boolean isId(ByteString bytes, int length) {
        if (bytes.size() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes.byteAt(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}

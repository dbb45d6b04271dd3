package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.weft.proxy.detect.Detection;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.telemetry.ConnectionErrors;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TargetLabels;
import io.weft.proxy.telemetry.TransportMeter;
import io.weft.proxy.tls.TlsDetectHandler;
import io.weft.proxy.transport.Pipelines;
import io.weft.proxy.transport.TransportHeader;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Counts inbound connections before they are requests or bytes.
 *
 * @see "metrics, 2, 3 and 8"
 */
record TransportMeters(MetricRegistry registry) {
    private static final Labels SIDE = Labels.of("direction", "inbound", "peer", "src");

    /** From here on the connection's bytes are counted. */
    void opened(Channel channel, InboundConnection connection, ServerPolicy policy) {
        Labels rest = connection.targetLabels().and(connection.tlsLabels()).and(srv(connection, policy));
        Pipelines.append(channel.pipeline(), "meter", new TransportMeter(registry, SIDE, rest));
    }

    void detected(InboundConnection connection, ServerPolicy policy, Detection verdict, Duration waited) {
        Labels srv = srv(connection, policy);
        registry.counter(
                        Meter.INBOUND_TCP_DETECT_HTTP_RESULTS,
                        Labels.of("result", verdict.label()).and(srv))
                .increment();
        registry.histogram(Meter.INBOUND_TCP_DETECT_HTTP_DURATION, srv).record(waited.toNanos() / 1e9);
    }

    void addressed(InboundConnection connection, TransportHeader header) {
        String session = header.protocol()
                .map(kind -> kind == TransportHeader.Session.HTTP1 ? "http/1" : "http/2")
                .orElse("");
        Labels labels = Labels.of(
                "session_protocol", session,
                "target_port", Integer.toString(connection.toldPort()),
                "target_name", header.name(),
                "client_id", connection.peer().identity().map(Object::toString).orElse(""));
        registry.counter(Meter.INBOUND_TCP_TRANSPORT_HEADER_CONNECTIONS, labels).increment();
    }

    void tlsFailed(InetSocketAddress target, Throwable cause) {
        boolean late = cause instanceof TlsDetectHandler.DetectTimeoutException;
        gaveUp(target, late ? "tls detection timeout" : "i/o", cause);
    }

    /** {@code error} as the metric of that name says it. */
    void gaveUp(InetSocketAddress target, String error, Throwable cause) {
        Labels labels = Labels.of("error", error).and(TargetLabels.of(target));
        registry.counter(Meter.INBOUND_TCP_ERRORS_TOTAL, labels).increment();
        ConnectionErrors.count(registry, SIDE, cause);
    }

    /** Nobody knows whom the connection is for. */
    void nameless(Throwable cause) {
        ConnectionErrors.count(registry, SIDE, cause);
    }

    private static Labels srv(InboundConnection connection, ServerPolicy policy) {
        return InboundConnection.srv(policy, connection.toldPort());
    }
}

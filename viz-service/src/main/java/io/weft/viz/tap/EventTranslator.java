package io.weft.viz.tap;

import com.google.protobuf.ByteString;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.httptypes.Scheme;
import io.weft.api.net.IPAddress;
import io.weft.api.tap.TapEvent;
import io.weft.api.viz.Eos;
import io.weft.api.viz.Headers;
import io.weft.api.viznet.IPv6;
import io.weft.api.viznet.TcpAddress;
import io.weft.api.viztap.TapEvent.EndpointMeta;
import io.weft.api.viztap.TapEvent.Http;
import io.weft.api.viztap.TapEvent.ProxyDirection;
import io.weft.api.viztap.TapEvent.RouteMeta;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sidecar's events in the aggregated API's words.
 *
 * <p>Threading: one thread at a time.
 *
 * @see "wire-api, 15"
 */
final class EventTranslator {
    private final Passers passers;
    private final Set<String> redacted;

    /** {@code redacted}: names of headers, in lower case, that nobody is told. */
    EventTranslator(Passers passers, Set<String> redacted) {
        this.passers = passers;
        this.redacted = Set.copyOf(redacted);
    }

    io.weft.api.viztap.TapEvent translate(TapEvent event) {
        boolean inbound = event.getProxyDirection() == TapEvent.ProxyDirection.INBOUND;
        Map<String, String> source = new HashMap<>(labels(event.getSource()));
        source.putAll(event.getSourceMeta().getLabelsMap());
        Map<String, String> destination = new HashMap<>(inbound ? labels(event.getDestination()) : Map.of());
        destination.putAll(event.getDestinationMeta().getLabelsMap());
        return io.weft.api.viztap.TapEvent.newBuilder()
                .setSource(address(event.getSource()))
                .setSourceMeta(EndpointMeta.newBuilder().putAllLabels(source))
                .setDestination(address(event.getDestination()))
                .setDestinationMeta(EndpointMeta.newBuilder().putAllLabels(destination))
                .setRouteMeta(
                        RouteMeta.newBuilder().putAllLabels(event.getRouteMeta().getLabelsMap()))
                .setProxyDirection(
                        switch (event.getProxyDirection()) {
                            case INBOUND -> ProxyDirection.INBOUND;
                            case OUTBOUND -> ProxyDirection.OUTBOUND;
                            case UNKNOWN, UNRECOGNIZED -> ProxyDirection.UNKNOWN;
                        })
                .setHttp(http(event.getHttp()))
                .build();
    }

    private Map<String, String> labels(io.weft.api.net.TcpAddress address) {
        return ip(address.getIp()).map(passers::labels).orElse(Map.of());
    }

    private static Optional<InetAddress> ip(IPAddress message) {
        byte[] octets = switch (message.getIpCase()) {
            case IPV4 -> ByteBuffer.allocate(4).putInt(message.getIpv4()).array();
            case IPV6 ->
                ByteBuffer.allocate(16)
                        .putLong(message.getIpv6().getFirst())
                        .putLong(message.getIpv6().getLast())
                        .array();
            case IP_NOT_SET -> new byte[0];
        };
        try {
            return octets.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }

    private static TcpAddress address(io.weft.api.net.TcpAddress message) {
        io.weft.api.viznet.IPAddress.Builder ip = io.weft.api.viznet.IPAddress.newBuilder();
        switch (message.getIp().getIpCase()) {
            case IPV4 -> ip.setIpv4(message.getIp().getIpv4());
            case IPV6 ->
                ip.setIpv6(IPv6.newBuilder()
                        .setFirst(message.getIp().getIpv6().getFirst())
                        .setLast(message.getIp().getIpv6().getLast()));
            case IP_NOT_SET -> {}
        }
        return TcpAddress.newBuilder().setIp(ip).setPort(message.getPort()).build();
    }

    private Http http(TapEvent.Http event) {
        return switch (event.getEventCase()) {
            case REQUEST_INIT -> {
                TapEvent.Http.RequestInit begin = event.getRequestInit();
                Http.RequestInit.Builder message = Http.RequestInit.newBuilder()
                        .setId(id(begin.getId()))
                        .setMethod(method(begin.getMethod()))
                        .setScheme(scheme(begin.getScheme()))
                        .setAuthority(begin.getAuthority())
                        .setPath(begin.getPath());
                if (begin.hasHeaders()) {
                    message.setHeaders(headers(begin.getHeaders()));
                }
                yield Http.newBuilder().setRequestInit(message).build();
            }
            case RESPONSE_INIT -> {
                TapEvent.Http.ResponseInit response = event.getResponseInit();
                Http.ResponseInit.Builder message = Http.ResponseInit.newBuilder()
                        .setId(id(response.getId()))
                        .setSinceRequestInit(response.getSinceRequestInit())
                        .setHttpStatus(response.getHttpStatus());
                if (response.hasHeaders()) {
                    message.setHeaders(headers(response.getHeaders()));
                }
                yield Http.newBuilder().setResponseInit(message).build();
            }
            case RESPONSE_END ->
                Http.newBuilder().setResponseEnd(end(event.getResponseEnd())).build();
            case EVENT_NOT_SET -> Http.getDefaultInstance();
        };
    }

    private Http.ResponseEnd end(TapEvent.Http.ResponseEnd end) {
        Http.ResponseEnd.Builder message = Http.ResponseEnd.newBuilder()
                .setId(id(end.getId()))
                .setSinceRequestInit(end.getSinceRequestInit())
                .setResponseBytes(end.getResponseBytes());
        if (end.hasSinceResponseInit()) {
            message.setSinceResponseInit(end.getSinceResponseInit());
        }
        switch (end.getEos().getEndCase()) {
            case GRPC_STATUS_CODE ->
                message.setEos(Eos.newBuilder().setGrpcStatusCode(end.getEos().getGrpcStatusCode()));
            case RESET_ERROR_CODE ->
                message.setEos(Eos.newBuilder().setResetErrorCode(end.getEos().getResetErrorCode()));
            case END_NOT_SET -> {}
        }
        if (end.hasTrailers()) {
            message.setTrailers(headers(end.getTrailers()));
        }
        return message.build();
    }

    private static Http.StreamId id(TapEvent.Http.StreamId id) {
        return Http.StreamId.newBuilder()
                .setBase(id.getBase())
                .setStream(id.getStream())
                .build();
    }

    private static io.weft.api.viz.HttpMethod method(HttpMethod method) {
        return method.getTypeCase() == HttpMethod.TypeCase.REGISTERED
                ? io.weft.api.viz.HttpMethod.newBuilder()
                        .setRegisteredValue(method.getRegisteredValue())
                        .build()
                : io.weft.api.viz.HttpMethod.newBuilder()
                        .setUnregistered(method.getUnregistered())
                        .build();
    }

    private static io.weft.api.viz.Scheme scheme(Scheme scheme) {
        return scheme.getTypeCase() == Scheme.TypeCase.REGISTERED
                ? io.weft.api.viz.Scheme.newBuilder()
                        .setRegisteredValue(scheme.getRegisteredValue())
                        .build()
                : io.weft.api.viz.Scheme.newBuilder()
                        .setUnregistered(scheme.getUnregistered())
                        .build();
    }

    private Headers headers(io.weft.api.httptypes.Headers headers) {
        Headers.Builder message = Headers.newBuilder();
        headers.getHeadersList().stream()
                .filter(header -> !redacted.contains(header.getName().toLowerCase(Locale.ROOT)))
                .forEach(header -> message.addHeaders(header(header.getName(), header.getValue())));
        return message.build();
    }

    /** Text where it is text. */
    private static Headers.Header header(String name, ByteString value) {
        Headers.Header.Builder header = Headers.Header.newBuilder().setName(name);
        return (value.isValidUtf8()
                        ? header.setValueStr(value.toString(StandardCharsets.UTF_8))
                        : header.setValueBin(value))
                .build();
    }
}

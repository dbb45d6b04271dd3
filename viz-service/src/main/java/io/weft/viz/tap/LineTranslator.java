package io.weft.viz.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Duration;
import io.weft.api.viz.Eos;
import io.weft.api.viz.Headers;
import io.weft.api.viz.HttpMethod;
import io.weft.api.viz.Scheme;
import io.weft.api.viznet.IPAddress;
import io.weft.api.viznet.TcpAddress;
import io.weft.api.viztap.TapEvent;
import io.weft.api.viztap.TapEvent.Http;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Events as lines of JSON. Pure. */
final class LineTranslator {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private LineTranslator() {}

    /** With the end of its line. */
    static byte[] event(TapEvent event) {
        return (JSON.writeValueAsString(translate(event)) + "\n").getBytes(UTF_8);
    }

    private static TapEventJson translate(TapEvent event) {
        Http http = event.getHttp();
        return new TapEventJson(
                end(event.getSource(), event.getSourceMeta().getLabelsMap()),
                end(event.getDestination(), event.getDestinationMeta().getLabelsMap()),
                new TreeMap<>(event.getRouteMeta().getLabelsMap()),
                event.getProxyDirection().name(),
                http.hasRequestInit() ? request(http.getRequestInit()) : null,
                http.hasResponseInit() ? response(http.getResponseInit()) : null,
                http.hasResponseEnd() ? end(http.getResponseEnd()) : null);
    }

    private static TapEventJson.End end(TcpAddress address, Map<String, String> labels) {
        return new TapEventJson.End(ip(address.getIp()), address.getPort(), new TreeMap<>(labels));
    }

    private static String ip(IPAddress address) {
        byte[] octets = switch (address.getIpCase()) {
            case IPV4 -> ByteBuffer.allocate(4).putInt(address.getIpv4()).array();
            case IPV6 ->
                ByteBuffer.allocate(16)
                        .putLong(address.getIpv6().getFirst())
                        .putLong(address.getIpv6().getLast())
                        .array();
            case IP_NOT_SET -> new byte[0];
        };
        try {
            return octets.length == 0 ? "" : InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }

    private static TapEventJson.Id id(Http.StreamId id) {
        return new TapEventJson.Id(Integer.toUnsignedLong(id.getBase()), id.getStream());
    }

    private static TapEventJson.RequestInit request(Http.RequestInit begin) {
        return new TapEventJson.RequestInit(
                id(begin.getId()),
                method(begin.getMethod()),
                scheme(begin.getScheme()),
                begin.getAuthority(),
                begin.getPath(),
                headers(begin.getHeaders()));
    }

    private static String method(HttpMethod method) {
        return method.getTypeCase() == HttpMethod.TypeCase.REGISTERED
                ? method.getRegistered().name()
                : method.getUnregistered();
    }

    private static String scheme(Scheme scheme) {
        return scheme.getTypeCase() == Scheme.TypeCase.REGISTERED
                ? scheme.getRegistered().name().toLowerCase(Locale.ROOT)
                : scheme.getUnregistered();
    }

    private static TapEventJson.ResponseInit response(Http.ResponseInit response) {
        return new TapEventJson.ResponseInit(
                id(response.getId()),
                seconds(response.getSinceRequestInit()),
                response.getHttpStatus(),
                headers(response.getHeaders()));
    }

    private static TapEventJson.ResponseEnd end(Http.ResponseEnd end) {
        Eos eos = end.getEos();
        return new TapEventJson.ResponseEnd(
                id(end.getId()),
                seconds(end.getSinceRequestInit()),
                seconds(end.getSinceResponseInit()),
                end.getResponseBytes(),
                headers(end.getTrailers()),
                eos.hasGrpcStatusCode() ? eos.getGrpcStatusCode() : null,
                eos.hasResetErrorCode() ? Integer.toUnsignedLong(eos.getResetErrorCode()) : null);
    }

    private static List<TapEventJson.Header> headers(Headers headers) {
        return headers.getHeadersList().stream()
                .map(header -> header.hasValueBin()
                        ? new TapEventJson.Header(
                                header.getName(),
                                null,
                                Base64.getEncoder()
                                        .encodeToString(header.getValueBin().toByteArray()))
                        : new TapEventJson.Header(header.getName(), header.getValueStr(), null))
                .toList();
    }

    /** As protobuf writes a duration: {@code 0.001234000s}. */
    private static String seconds(Duration duration) {
        return "%d.%09ds".formatted(duration.getSeconds(), duration.getNanos());
    }
}

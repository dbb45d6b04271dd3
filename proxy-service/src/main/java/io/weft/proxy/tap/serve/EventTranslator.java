package io.weft.proxy.tap.serve;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.weft.api.httptypes.Headers;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.httptypes.Scheme;
import io.weft.api.tap.Eos;
import io.weft.api.tap.TapEvent.EndpointMeta;
import io.weft.api.tap.TapEvent.Http;
import io.weft.api.tap.TapEvent.ProxyDirection;
import io.weft.api.tap.TapEvent.RouteMeta;
import io.weft.proxy.control.AddressTranslator;
import io.weft.proxy.tap.Parties;
import io.weft.proxy.tap.TapEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Events to the wire. Pure.
 *
 * @see "wire-api, 12: TapEvent"
 */
final class EventTranslator {
    private static final long SECOND = 1_000_000_000L;

    private EventTranslator() {}

    static io.weft.api.tap.TapEvent event(TapEvent event) {
        Parties parties = event.parties();
        return io.weft.api.tap.TapEvent.newBuilder()
                .setSource(AddressTranslator.message(parties.source()))
                .setSourceMeta(EndpointMeta.newBuilder().putAllLabels(parties.sourceLabels()))
                .setDestination(AddressTranslator.message(parties.destination()))
                .setDestinationMeta(EndpointMeta.newBuilder().putAllLabels(parties.destinationLabels()))
                .setRouteMeta(RouteMeta.newBuilder().putAllLabels(parties.routeLabels()))
                .setProxyDirection(
                        switch (parties.direction()) {
                            case INBOUND -> ProxyDirection.INBOUND;
                            case OUTBOUND -> ProxyDirection.OUTBOUND;
                        })
                .setHttp(http(event))
                .build();
    }

    private static Http http(TapEvent event) {
        return switch (event) {
            case TapEvent.RequestInit begin ->
                Http.newBuilder().setRequestInit(begin(begin)).build();
            case TapEvent.ResponseInit response ->
                Http.newBuilder().setResponseInit(response(response)).build();
            case TapEvent.ResponseEnd end ->
                Http.newBuilder().setResponseEnd(end(end)).build();
        };
    }

    private static Http.RequestInit.Builder begin(TapEvent.RequestInit event) {
        Http.RequestInit.Builder message = Http.RequestInit.newBuilder()
                .setId(id(event))
                .setMethod(method(event.method()))
                .setScheme(scheme(event.scheme()))
                .setAuthority(event.authority())
                .setPath(event.path());
        event.headers().ifPresent(headers -> message.setHeaders(headers(headers)));
        return message;
    }

    private static Http.ResponseInit.Builder response(TapEvent.ResponseInit event) {
        Http.ResponseInit.Builder message = Http.ResponseInit.newBuilder()
                .setId(id(event))
                .setSinceRequestInit(duration(event.sinceRequestNanos()))
                .setHttpStatus(event.status());
        event.headers().ifPresent(headers -> message.setHeaders(headers(headers)));
        return message;
    }

    private static Http.ResponseEnd.Builder end(TapEvent.ResponseEnd event) {
        Http.ResponseEnd.Builder message = Http.ResponseEnd.newBuilder()
                .setId(id(event))
                .setSinceRequestInit(duration(event.sinceRequestNanos()))
                .setResponseBytes(event.responseBytes());
        event.sinceResponseNanos().ifPresent(nanos -> message.setSinceResponseInit(duration(nanos)));
        event.grpcStatus().ifPresent(code -> message.setEos(Eos.newBuilder().setGrpcStatusCode(code)));
        event.resetCode().ifPresent(code -> message.setEos(Eos.newBuilder().setResetErrorCode((int) code)));
        event.trailers().ifPresent(trailers -> message.setTrailers(headers(trailers)));
        return message;
    }

    private static Http.StreamId id(TapEvent event) {
        return Http.StreamId.newBuilder()
                .setBase(event.id().base())
                .setStream(event.id().stream())
                .build();
    }

    private static HttpMethod method(String name) {
        for (HttpMethod.Registered known : HttpMethod.Registered.values()) {
            if (known.name().equals(name) && known != HttpMethod.Registered.UNRECOGNIZED) {
                return HttpMethod.newBuilder().setRegistered(known).build();
            }
        }
        return HttpMethod.newBuilder().setUnregistered(name).build();
    }

    private static Scheme scheme(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "http" ->
                Scheme.newBuilder().setRegistered(Scheme.Registered.HTTP).build();
            case "https" ->
                Scheme.newBuilder().setRegistered(Scheme.Registered.HTTPS).build();
            default -> Scheme.newBuilder().setUnregistered(name).build();
        };
    }

    private static Headers headers(List<TapEvent.Header> headers) {
        Headers.Builder message = Headers.newBuilder();
        headers.forEach(header -> message.addHeaders(Headers.Header.newBuilder()
                .setName(header.name())
                .setValue(ByteString.copyFrom(header.value(), StandardCharsets.ISO_8859_1))));
        return message.build();
    }

    private static Duration duration(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / SECOND)
                .setNanos((int) (nanos % SECOND))
                .build();
    }
}

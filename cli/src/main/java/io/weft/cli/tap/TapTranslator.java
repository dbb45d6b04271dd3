package io.weft.cli.tap;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weft.api.viz.ApiError;
import io.weft.api.viz.Headers;
import io.weft.api.viz.HttpMethod;
import io.weft.api.viz.ResourceSelection;
import io.weft.api.viz.Scheme;
import io.weft.api.viznet.TcpAddress;
import io.weft.api.viztap.TapByResourceRequest;
import io.weft.api.viztap.TapByResourceRequest.Match;
import io.weft.api.viztap.TapEvent.Http;
import io.weft.cli.machine.MachineException;
import io.weft.cli.viz.Resource;
import io.weft.cli.viz.ResourceKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Questions and events as viz-service's tap speaks them. Pure.
 *
 * @see "wire-api, 15"
 */
final class TapTranslator {
    private TapTranslator() {}

    static byte[] request(TapQuestion question) {
        Match.Seq.Builder matches = Match.Seq.newBuilder();
        question.to()
                .ifPresent(to -> matches.addMatches(Match.newBuilder()
                        .setDestinations(
                                ResourceSelection.newBuilder().setResource(resource(to, question.toNamespace())))));
        http(matches, question.scheme(), Match.Http.newBuilder().setScheme(question.scheme()));
        http(matches, question.method(), Match.Http.newBuilder().setMethod(question.method()));
        http(matches, question.authority(), Match.Http.newBuilder().setAuthority(question.authority()));
        http(matches, question.path(), Match.Http.newBuilder().setPath(question.path()));
        TapByResourceRequest.Builder request = TapByResourceRequest.newBuilder()
                .setTarget(ResourceSelection.newBuilder()
                        .setResource(resource(question.target(), question.namespace()))
                        .setLabelSelector(question.selector()))
                .setMatch(Match.newBuilder().setAll(matches))
                .setMaxRps(question.maxRps());
        if (question.headers()) {
            request.setExtract(TapByResourceRequest.Extract.newBuilder()
                    .setHttp(TapByResourceRequest.Extract.Http.newBuilder()
                            .setHeaders(TapByResourceRequest.Extract.Http.Headers.getDefaultInstance())));
        }
        return request.build().toByteArray();
    }

    private static void http(Match.Seq.Builder matches, String asked, Match.Http.Builder http) {
        if (!asked.isEmpty()) {
            matches.addMatches(Match.newBuilder().setHttp(http));
        }
    }

    private static io.weft.api.viz.Resource resource(Resource resource, String namespace) {
        boolean whole = resource.kind() == ResourceKind.NAMESPACE;
        return io.weft.api.viz.Resource.newBuilder()
                .setNamespace(whole ? "" : namespace)
                .setType(resource.kind().text())
                .setName(whole && resource.name().isEmpty() ? namespace : resource.name())
                .build();
    }

    /** What went wrong; the message of an ApiError. */
    static String error(byte[] message) {
        try {
            return ApiError.parseFrom(message).getError();
        } catch (InvalidProtocolBufferException e) {
            return "it does not say why";
        }
    }

    /** @throws MachineException if it is no event */
    static TapEvent event(byte[] message) {
        try {
            return event(io.weft.api.viztap.TapEvent.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            throw new MachineException(
                    "viz-service answered something else than expected: is it of another version?", e);
        }
    }

    private static TapEvent event(io.weft.api.viztap.TapEvent message) {
        Http http = message.getHttp();
        return switch (http.getEventCase()) {
            case REQUEST_INIT -> event(message, http.getRequestInit().getId(), request(http.getRequestInit()));
            case RESPONSE_INIT -> event(message, http.getResponseInit().getId(), response(http.getResponseInit()));
            case RESPONSE_END -> event(message, http.getResponseEnd().getId(), end(http.getResponseEnd()));
            case EVENT_NOT_SET ->
                throw new MachineException("viz-service told of an event of another kind: is it of another version?");
        };
    }

    private static TapEvent event(io.weft.api.viztap.TapEvent message, Http.StreamId id, TapEvent.Part part) {
        return new TapEvent(
                new TapEvent.StreamId(Integer.toUnsignedLong(id.getBase()), id.getStream()),
                switch (message.getProxyDirection()) {
                    case INBOUND -> TapEvent.Direction.INBOUND;
                    case OUTBOUND -> TapEvent.Direction.OUTBOUND;
                    case UNKNOWN, UNRECOGNIZED -> TapEvent.Direction.UNKNOWN;
                },
                end(message.getSource(), message.getSourceMeta().getLabelsMap()),
                end(message.getDestination(), message.getDestinationMeta().getLabelsMap()),
                Map.copyOf(message.getRouteMeta().getLabelsMap()),
                part);
    }

    private static TapEvent.End end(TcpAddress address, Map<String, String> labels) {
        byte[] octets = switch (address.getIp().getIpCase()) {
            case IPV4 ->
                ByteBuffer.allocate(4).putInt(address.getIp().getIpv4()).array();
            case IPV6 ->
                ByteBuffer.allocate(16)
                        .putLong(address.getIp().getIpv6().getFirst())
                        .putLong(address.getIp().getIpv6().getLast())
                        .array();
            case IP_NOT_SET -> new byte[0];
        };
        return new TapEvent.End(ip(octets), address.getPort(), Map.copyOf(labels));
    }

    private static String ip(byte[] octets) {
        try {
            return octets.length == 0 ? "" : InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }

    private static TapEvent.Part.Request request(Http.RequestInit message) {
        return new TapEvent.Part.Request(
                method(message.getMethod()),
                scheme(message.getScheme()),
                message.getAuthority(),
                message.getPath(),
                headers(message.getHeaders()));
    }

    private static TapEvent.Part.Response response(Http.ResponseInit message) {
        return new TapEvent.Part.Response(
                duration(message.getSinceRequestInit()), message.getHttpStatus(), headers(message.getHeaders()));
    }

    private static TapEvent.Part.Ended end(Http.ResponseEnd message) {
        return new TapEvent.Part.Ended(
                duration(message.getSinceRequestInit()),
                duration(message.getSinceResponseInit()),
                message.getResponseBytes(),
                message.getEos().hasGrpcStatusCode()
                        ? Optional.of(message.getEos().getGrpcStatusCode())
                        : Optional.empty(),
                message.getEos().hasResetErrorCode()
                        ? Optional.of(Integer.toUnsignedLong(message.getEos().getResetErrorCode()))
                        : Optional.empty(),
                headers(message.getTrailers()));
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

    private static List<TapEvent.Header> headers(Headers headers) {
        return headers.getHeadersList().stream()
                .map(header -> header.hasValueBin()
                        ? TapEvent.Header.of(
                                header.getName(), header.getValueBin().toByteArray())
                        : TapEvent.Header.of(header.getName(), header.getValueStr()))
                .toList();
    }

    private static Duration duration(com.google.protobuf.Duration message) {
        return Duration.ofSeconds(message.getSeconds(), message.getNanos());
    }
}

package io.weft.viz.tap;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.httptypes.Scheme;
import io.weft.api.tap.ObserveRequest;
import io.weft.api.viz.Resource;
import io.weft.api.viztap.TapByResourceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Questions from the aggregated API, and to sidecars. Pure.
 *
 * @see "wire-api, 15 and 12"
 */
final class QuestionTranslator {
    private static final double DEFAULT_RATE = 100;

    private QuestionTranslator() {}

    /**
     * Reads a TapByResourceRequest.
     *
     * @param most requests a second, whatever is asked for
     * @throws TapException if it is malformed, or asks for what there is not
     */
    static TapQuestion read(byte[] message, double most) {
        TapByResourceRequest request;
        try {
            request = TapByResourceRequest.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw TapException.malformed("the body is no TapByResourceRequest: " + e.getMessage());
        }
        double rate = request.getMaxRps();
        if (rate < 0 || Double.isNaN(rate)) {
            throw TapException.malformed("maxRps must not be negative");
        }
        return new TapQuestion(
                target(request),
                Math.min(most, rate == 0 ? DEFAULT_RATE : rate),
                filters(request),
                request.getExtract().getHttp().hasHeaders());
    }

    private static TapTarget target(TapByResourceRequest request) {
        Resource resource = request.getTarget().getResource();
        String kind = resource.getType().toLowerCase(Locale.ROOT);
        if (!TapTarget.KINDS.contains(kind)) {
            throw TapException.unsupported("cannot tap a " + (kind.isEmpty() ? "resource without type" : kind)
                    + "; there are " + String.join(", ", TapTarget.KINDS));
        }
        boolean whole = kind.equals("namespace");
        String namespace = whole && !resource.getName().isEmpty() ? resource.getName() : resource.getNamespace();
        if (namespace.isEmpty()) {
            throw TapException.malformed("the namespace is missing");
        }
        return new TapTarget(
                namespace,
                kind,
                whole ? namespace : resource.getName(),
                TapTarget.labels(request.getTarget().getLabelSelector()));
    }

    private static List<TapFilter> filters(TapByResourceRequest request) {
        if (!request.hasMatch()) {
            return List.of();
        }
        if (!request.getMatch().hasAll()) {
            throw TapException.unsupported("a match must be a list of which all hold");
        }
        return request.getMatch().getAll().getMatchesList().stream()
                .map(QuestionTranslator::filter)
                .toList();
    }

    private static TapFilter filter(TapByResourceRequest.Match match) {
        return switch (match.getMatchCase()) {
            case DESTINATIONS ->
                new TapFilter.Destination(labels(match.getDestinations().getResource()));
            case HTTP -> http(match.getHttp());
            case ALL, ANY, NOT, MATCH_NOT_SET ->
                throw TapException.unsupported("only destinations and http can be matched");
        };
    }

    private static TapFilter http(TapByResourceRequest.Match.Http match) {
        return switch (match.getMatchCase()) {
            case SCHEME -> new TapFilter.Scheme(match.getScheme());
            case METHOD -> new TapFilter.Method(match.getMethod());
            case AUTHORITY -> new TapFilter.Authority(match.getAuthority());
            case PATH -> new TapFilter.PathPrefix(match.getPath());
            case MATCH_NOT_SET -> throw TapException.malformed("nothing of HTTP to match");
        };
    }

    /** As a client's sidecar labels a destination. */
    private static Map<String, String> labels(Resource resource) {
        Map<String, String> labels = new LinkedHashMap<>();
        String kind = resource.getType().toLowerCase(Locale.ROOT);
        if (kind.equals("namespace")) {
            labels.put("namespace", resource.getName().isEmpty() ? resource.getNamespace() : resource.getName());
            return labels;
        }
        if (!kind.isEmpty() && !resource.getName().isEmpty()) {
            labels.put(kind.equals("job") ? "k8s_job" : kind, resource.getName());
        }
        if (!resource.getNamespace().isEmpty()) {
            labels.put("namespace", resource.getNamespace());
        }
        return labels;
    }

    /** What one sidecar is asked. */
    static ObserveRequest observe(TapQuestion question, int limit) {
        List<ObserveRequest.Match> matches = new ArrayList<>();
        question.filters().forEach(filter -> add(matches, filter));
        ObserveRequest.Builder request = ObserveRequest.newBuilder()
                .setLimit(limit)
                .setMatch(ObserveRequest.Match.newBuilder()
                        .setAll(ObserveRequest.Match.Seq.newBuilder().addAllMatches(matches)));
        if (question.headers()) {
            request.setExtract(ObserveRequest.Extract.newBuilder()
                    .setHttp(ObserveRequest.Extract.Http.newBuilder()
                            .setHeaders(ObserveRequest.Extract.Http.Headers.getDefaultInstance())));
        }
        return request.build();
    }

    private static void add(List<ObserveRequest.Match> matches, TapFilter filter) {
        switch (filter) {
            case TapFilter.Destination(Map<String, String> labels) ->
                labels.forEach((key, value) -> matches.add(ObserveRequest.Match.newBuilder()
                        .setDestinationLabel(ObserveRequest.Match.Label.newBuilder()
                                .setKey(key)
                                .setValue(value))
                        .build()));
            case TapFilter.Scheme(String name) ->
                matches.add(http(ObserveRequest.Match.Http.newBuilder().setScheme(scheme(name))));
            case TapFilter.Method(String name) ->
                matches.add(http(ObserveRequest.Match.Http.newBuilder().setMethod(method(name))));
            case TapFilter.Authority(String name) ->
                matches.add(http(ObserveRequest.Match.Http.newBuilder()
                        .setAuthority(ObserveRequest.Match.Http.StringMatch.newBuilder()
                                .setExact(name))));
            case TapFilter.PathPrefix(String prefix) ->
                matches.add(http(ObserveRequest.Match.Http.newBuilder()
                        .setPath(ObserveRequest.Match.Http.StringMatch.newBuilder()
                                .setPrefix(prefix))));
        }
    }

    private static ObserveRequest.Match http(ObserveRequest.Match.Http.Builder http) {
        return ObserveRequest.Match.newBuilder().setHttp(http).build();
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

    private static HttpMethod method(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (HttpMethod.Registered known : HttpMethod.Registered.values()) {
            if (known != HttpMethod.Registered.UNRECOGNIZED && known.name().equals(upper)) {
                return HttpMethod.newBuilder().setRegistered(known).build();
            }
        }
        return HttpMethod.newBuilder().setUnregistered(name).build();
    }
}

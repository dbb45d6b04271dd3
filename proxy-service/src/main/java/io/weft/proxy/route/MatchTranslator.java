package io.weft.proxy.route;

import static io.weft.proxy.route.InvalidPolicyException.check;

import com.google.re2j.Pattern;
import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.QueryParamMatch;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.tlsroute.SniMatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Matches on the wire and ours. Pure; what makes no sense throws {@link InvalidPolicyException}. */
public final class MatchTranslator {
    private static final Optional<String> POST = Optional.of("POST");

    private MatchTranslator() {}

    /** One match for each host, or one for any. */
    public static Stream<HttpMatch> ofHosts(List<io.weft.api.httproute.HostMatch> hosts, HttpMatch match) {
        return hosts.isEmpty() ? Stream.of(match) : hosts.stream().map(host -> match.of(host(host)));
    }

    private static HostMatch host(io.weft.api.httproute.HostMatch message) {
        return switch (message.getMatchCase()) {
            case EXACT -> exact(message.getExact());
            case SUFFIX -> suffix(message.getSuffix().getReverseLabelsList());
            case MATCH_NOT_SET -> throw new InvalidPolicyException("a host that is neither exact nor suffix");
        };
    }

    public static HostMatch sni(SniMatch message) {
        return switch (message.getMatchCase()) {
            case EXACT -> exact(message.getExact());
            case SUFFIX -> suffix(message.getSuffix().getReverseLabelsList());
            case MATCH_NOT_SET -> throw new InvalidPolicyException("a server name that is neither exact nor suffix");
        };
    }

    private static HostMatch exact(String name) {
        return new HostMatch.Exact(name.toLowerCase(Locale.ROOT));
    }

    private static HostMatch suffix(List<String> reverseLabels) {
        return new HostMatch.Suffix(
                "." + String.join(".", reverseLabels.reversed()).toLowerCase(Locale.ROOT));
    }

    public static HttpMatch http(HttpRouteMatch message) {
        return new HttpMatch(
                Optional.empty(),
                message.hasPath() ? path(message.getPath()) : PathMatch.prefix("/"),
                message.getHeadersList().stream().map(MatchTranslator::header).toList(),
                message.getQueryParamsList().stream()
                        .map(MatchTranslator::parameter)
                        .toList(),
                message.hasMethod() ? Optional.of(method(message.getMethod())) : Optional.empty());
    }

    /** Calls are POST requests for {@code /service/method}. */
    public static HttpMatch grpc(GrpcRouteMatch message) {
        return new HttpMatch(
                Optional.empty(),
                new PathMatch.Call(
                        message.getRpc().getService(), message.getRpc().getMethod()),
                message.getHeadersList().stream().map(MatchTranslator::header).toList(),
                List.of(),
                POST);
    }

    private static PathMatch path(io.weft.api.httproute.PathMatch message) {
        return switch (message.getKindCase()) {
            case EXACT -> PathMatch.exact(message.getExact());
            case PREFIX -> PathMatch.prefix(message.getPrefix());
            case REGEX -> new PathMatch.Regex(expression(message.getRegex()));
            case KIND_NOT_SET -> throw new InvalidPolicyException("a path of no kind this version knows");
        };
    }

    private static ValueMatch header(HeaderMatch message) {
        ValueMatch.Rule rule = switch (message.getValueCase()) {
            case EXACT -> new ValueMatch.Rule.Exact(message.getExact().toString(StandardCharsets.ISO_8859_1));
            case REGEX -> new ValueMatch.Rule.Regex(expression(message.getRegex()));
            case VALUE_NOT_SET -> throw new InvalidPolicyException("a header match without value");
        };
        return new ValueMatch(message.getName().toLowerCase(Locale.ROOT), rule);
    }

    private static ValueMatch parameter(QueryParamMatch message) {
        ValueMatch.Rule rule = switch (message.getValueCase()) {
            case EXACT -> new ValueMatch.Rule.Exact(message.getExact());
            case REGEX -> new ValueMatch.Rule.Regex(expression(message.getRegex()));
            case VALUE_NOT_SET -> throw new InvalidPolicyException("a query match without value");
        };
        return new ValueMatch(message.getName(), rule);
    }

    public static String method(HttpMethod message) {
        return switch (message.getTypeCase()) {
            case REGISTERED -> {
                check(message.getRegistered() != HttpMethod.Registered.UNRECOGNIZED, "a method of an unknown number");
                yield message.getRegistered().name();
            }
            case UNREGISTERED -> message.getUnregistered();
            case TYPE_NOT_SET -> throw new InvalidPolicyException("a method without name");
        };
    }

    /** Of a kind that takes time in proportion to what it is held against, whoever wrote either. */
    public static Pattern expression(String text) {
        return Expressions.compiled(text);
    }
}

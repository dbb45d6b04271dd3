package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.RouteMatch.Path;
import io.weft.kubernetes.resource.RouteMatch.Value;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads which requests a rule is about. */
final class RouteMatchReader {
    static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
    private static final Pattern GRPC_SERVICE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern GRPC_METHOD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final String EXACT = "Exact";
    private static final String PREFIX = "PathPrefix";
    private static final String REGEX = "RegularExpression";

    private RouteMatchReader() {}

    static RouteMatch http(Field match) {
        match.objectOf("path", "headers", "queryParams", "method");
        return new RouteMatch.Http(
                match.get("path").ifPresent().map(RouteMatchReader::path).orElse(RouteMatch.Http.ALL.path()),
                values(match.get("headers")),
                values(match.get("queryParams")),
                match.get("method").ifPresent().map(RouteMatchReader::method));
    }

    static RouteMatch grpc(Field match) {
        match.objectOf("method", "headers");
        Field method = match.get("method");
        method.ifPresent().ifPresent(RouteMatchReader::checkGrpc);
        return new RouteMatch.Grpc(
                method.get("service").ifPresent().map(name -> name.string(GRPC_SERVICE, "a gRPC service is required")),
                method.get("method").ifPresent().map(name -> name.string(GRPC_METHOD, "a gRPC method is required")),
                values(match.get("headers")));
    }

    private static void checkGrpc(Field method) {
        method.objectOf("type", "service", "method");
        method.get("type").require(method.get("type").stringOr(EXACT).equals(EXACT), "Exact is allowed");
        method.require(
                method.get("service").isPresent() || method.get("method").isPresent(),
                "service, method or both are required");
    }

    private static Path path(Field path) {
        path.objectOf("type", "value");
        Field value = path.get("value");
        String text = value.stringOr("/");
        return switch (path.get("type").stringOr(PREFIX)) {
            case EXACT -> new Path.Exact(absolute(value, text));
            case PREFIX -> new Path.Prefix(absolute(value, text));
            case REGEX -> new Path.Regex(regex(value, text));
            default -> throw path.get("type").malformed("Exact, PathPrefix and RegularExpression are allowed");
        };
    }

    static String absolute(Field field, String path) {
        field.require(path.startsWith("/"), "a path that begins with '/' is required");
        return path;
    }

    private static String regex(Field field, String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw field.refuse("a regular expression is required (" + malformed.getDescription() + ")");
        }
        return text;
    }

    private static List<Value> values(Field list) {
        return list.items(RouteMatchReader::value);
    }

    private static Value value(Field item) {
        item.objectOf("type", "name", "value");
        String name = item.get("name").string(TOKEN, "a name of 1 to 256 letters, digits and signs is required");
        Field value = item.get("value");
        return switch (item.get("type").stringOr(EXACT)) {
            case EXACT -> new Value(name, value.string(), false);
            case REGEX -> new Value(name, regex(value, value.string()), true);
            default -> throw item.get("type").malformed("Exact and RegularExpression are allowed");
        };
    }

    private static String method(Field method) {
        method.require(METHODS.contains(method.string()), "an HTTP method in capital letters is required");
        return method.string();
    }
}

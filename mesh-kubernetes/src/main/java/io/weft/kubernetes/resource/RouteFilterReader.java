package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.RouteFilter.Header;
import io.weft.kubernetes.resource.RouteFilter.HeaderChange;
import io.weft.kubernetes.resource.RouteFilter.NewPath;
import java.util.Set;

/**
 * Reads what is done to requests and answers. What the Gateway API knows and the mesh cannot do is read as just that.
 *
 * @see "crds, 11.2: accepted although unsupported"
 */
final class RouteFilterReader {
    private static final Set<String> BEYOND_US =
            Set.of("RequestMirror", "URLRewrite", "ExtensionRef", "CORS", "ExternalAuth");
    private static final int FOUND = 302;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private RouteFilterReader() {}

    static RouteFilter read(Field filter, ResourceKind kind) {
        filter.object();
        String type = filter.get("type").string();
        if (BEYOND_US.contains(type)) {
            return new RouteFilter.Unsupported(type);
        }
        boolean grpc = kind == ResourceKind.GRPC_ROUTE;
        return switch (type) {
            case "RequestHeaderModifier" ->
                new RouteFilter.RequestHeaders(change(only(filter, "requestHeaderModifier")));
            case "ResponseHeaderModifier" ->
                grpc
                        ? new RouteFilter.Unsupported(type)
                        : new RouteFilter.ResponseHeaders(change(only(filter, "responseHeaderModifier")));
            case "RequestRedirect" -> {
                filter.get("type").require(!grpc, "there is no such filter of gRPC calls");
                yield redirect(only(filter, "requestRedirect"));
            }
            default ->
                throw filter.get("type")
                        .malformed("RequestHeaderModifier, ResponseHeaderModifier and RequestRedirect are allowed");
        };
    }

    private static Field only(Field filter, String member) {
        return filter.objectOf("type", member).get(member);
    }

    private static HeaderChange change(Field change) {
        change.objectOf("set", "add", "remove");
        return new HeaderChange(
                change.get("add").items(RouteFilterReader::header),
                change.get("set").items(RouteFilterReader::header),
                change.get("remove").items(RouteFilterReader::name));
    }

    private static Header header(Field header) {
        header.objectOf("name", "value");
        return new Header(name(header.get("name")), header.get("value").string());
    }

    private static String name(Field name) {
        return name.string(RouteMatchReader.TOKEN, "the name of a header is required");
    }

    private static RouteFilter redirect(Field redirect) {
        redirect.objectOf("scheme", "hostname", "path", "port", "statusCode");
        int status = redirect.get("statusCode").countOr(FOUND);
        redirect.get("statusCode").require(REDIRECTS.contains(status), "301, 302, 303, 307 and 308 are allowed");
        return new RouteFilter.Redirect(
                redirect.get("scheme").ifPresent().map(RouteFilterReader::scheme),
                redirect.get("hostname").ifPresent().map(RouteReader::hostname),
                redirect.get("path").ifPresent().map(RouteFilterReader::path),
                RouteReader.port(redirect.get("port")),
                status);
    }

    private static String scheme(Field scheme) {
        scheme.require(Set.of("http", "https").contains(scheme.string()), "http and https are allowed");
        return scheme.string();
    }

    private static NewPath path(Field path) {
        path.objectOf("type", "replaceFullPath", "replacePrefixMatch");
        return switch (path.get("type").string()) {
            case "ReplaceFullPath" -> new NewPath.Full(absolute(path.get("replaceFullPath")));
            case "ReplacePrefixMatch" -> new NewPath.Prefix(absolute(path.get("replacePrefixMatch")));
            default -> throw path.get("type").malformed("ReplaceFullPath and ReplacePrefixMatch are allowed");
        };
    }

    private static String absolute(Field path) {
        return RouteMatchReader.absolute(path, path.string());
    }
}

package io.weft.cli.profile;

import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The routes of an OpenAPI document, version 2 or 3: one for each path and method, in their order.
 *
 * <p>Pure.
 *
 * @see "cli, 6"
 */
final class OpenApiRoutes {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Pattern VARIABLE_OR_SPECIAL = Pattern.compile("\\{[^/{}]*}|[.+*?()|\\[\\]{}^$\\\\]");
    private static final int SERVER_ERRORS = 500;

    private OpenApiRoutes() {}

    /**
     * Those of a document in JSON or YAML.
     *
     * @throws MachineException if it is no OpenAPI document
     */
    static List<ProfileRoute> of(String text) {
        List<JsonNode> documents = KubernetesYaml.read(text);
        JsonNode root = documents.isEmpty() ? MissingNode.getInstance() : documents.getFirst();
        if (!root.path("paths").isObject() || !(root.has("swagger") || root.has("openapi"))) {
            throw new MachineException("this is no OpenAPI document: it has no 'swagger' or 'openapi', or no 'paths'");
        }
        String base = root.path("basePath").asString("");
        List<ProfileRoute> routes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    routes.add(route(join(base, path.getKey()), operation.getKey(), operation.getValue()));
                }
            }
        }
        routes.sort(Comparator.comparing(ProfileRoute::pathRegex).thenComparing(ProfileRoute::method));
        return routes;
    }

    private static ProfileRoute route(String path, String verb, JsonNode operation) {
        String method = verb.toUpperCase(Locale.ROOT);
        return new ProfileRoute(
                method + " " + path,
                method,
                regex(path),
                operation.path("x-linkerd-retryable").asBoolean(false),
                operation.path("x-linkerd-timeout").asString(""),
                failures(operation.path("responses")));
    }

    /** Codes such as {@code default} or {@code 5XX} name no status. */
    private static List<Integer> failures(JsonNode responses) {
        return responses.propertyNames().stream()
                .filter(code -> code.matches("[1-5][0-9]{2}"))
                .map(Integer::valueOf)
                .filter(code -> code >= SERVER_ERRORS)
                .sorted()
                .toList();
    }

    private static String join(String base, String path) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path;
    }

    /** A variable is what stands between two slashes; whatever else means something in an expression means itself. */
    static String regex(String path) {
        return VARIABLE_OR_SPECIAL
                .matcher(path)
                .replaceAll(
                        found -> Matcher.quoteReplacement(found.group().length() > 1 ? "[^/]*" : "\\" + found.group()));
    }
}

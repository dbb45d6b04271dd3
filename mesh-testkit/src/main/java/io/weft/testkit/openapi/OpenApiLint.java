package io.weft.testkit.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.reactive.result.method.RequestMappingInfo;

/** Reads a document as clients' generators do, and compares it with the routes that are served. Pure. */
public final class OpenApiLint {
    private static final Set<String> REFUSALS = Set.of("401", "403", "503");
    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\"\\s*:\\s*\"#/components/(\\w+)/(\\w+)\"");

    private OpenApiLint() {}

    /**
     * Every fault, in words; none: the document is sound and complete.
     *
     * @param document JSON
     * @param routes as the web server has them; those outside {@code root} do not count
     */
    public static List<String> faults(String document, Set<RequestMappingInfo> routes, String root) {
        return faults(document, routes, root, path -> true);
    }

    /**
     * As {@link #faults(String, Set, String)}.
     *
     * @param guarded which paths want a caller who may, and so must tell of the refusals
     */
    public static List<String> faults(
            String document, Set<RequestMappingInfo> routes, String root, Predicate<String> guarded) {
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(document);
        List<String> faults = new ArrayList<>(parsed.getMessages());
        OpenAPI api = parsed.getOpenAPI();
        if (api == null || api.getPaths() == null) {
            faults.add("there are no paths");
            return faults;
        }
        dangling(document, faults);
        compare(described(api), served(routes, root), faults);
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) ->
                                operation(method + " " + path, operation, guarded.test(path), faults)));
        repeated(api, faults);
        return faults;
    }

    private static void operation(String name, Operation operation, boolean guarded, List<String> faults) {
        if (operation.getSummary() == null || operation.getSummary().isBlank()) {
            faults.add(name + " has no summary");
        }
        if (operation.getOperationId() == null) {
            faults.add(name + " has no operationId");
        }
        if (guarded && !operation.getResponses().keySet().containsAll(REFUSALS)) {
            faults.add(name + " lacks one of the refusals " + new TreeSet<>(REFUSALS));
        }
    }

    private static void repeated(OpenAPI api, List<String> faults) {
        Set<String> seen = new HashSet<>();
        api.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .map(Operation::getOperationId)
                .filter(id -> id != null && !seen.add(id))
                .forEach(id -> faults.add("operationId " + id + " is there twice"));
    }

    /** The parser leaves references that lead nowhere as they are. */
    private static void dangling(String document, List<String> faults) {
        Matcher reference = REFERENCE.matcher(document);
        while (reference.find()) {
            if (!Pattern.compile("\"" + reference.group(2) + "\"\\s*:\\s*\\{")
                    .matcher(document)
                    .find()) {
                faults.add(reference.group() + " leads nowhere");
            }
        }
    }

    private static void compare(Set<String> described, Set<String> served, List<String> faults) {
        served.stream()
                .filter(each -> !described.contains(each))
                .forEach(each -> faults.add(each + " is not described"));
        described.stream().filter(each -> !served.contains(each)).forEach(each -> faults.add(each + " is not served"));
    }

    private static Set<String> described(OpenAPI api) {
        return api.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().keySet().stream()
                        .map(method -> method + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> served(Set<RequestMappingInfo> routes, String root) {
        return routes.stream()
                .flatMap(route -> route.getPatternsCondition().getPatterns().stream()
                        .map(pattern -> pattern.getPatternString())
                        .filter(pattern -> pattern.startsWith(root))
                        .flatMap(pattern -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name().toUpperCase(Locale.ROOT) + " " + pattern)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

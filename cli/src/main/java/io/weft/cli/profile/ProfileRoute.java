package io.weft.cli.profile;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A route of a profile.
 *
 * @param method in upper case
 * @param pathRegex of all of a path
 * @param retryable whether a request may be sent again
 * @param timeout as it is written in a profile; empty: none
 * @param failures statuses that are failures beyond those that are anyway
 */
public record ProfileRoute(
        String name, String method, String pathRegex, boolean retryable, String timeout, List<Integer> failures) {
    private static final Pattern SPECIAL = Pattern.compile("[.+*?()|\\[\\]{}^$\\\\]");

    /** Of requests like this one: the same method and path, whatever the query. */
    public static ProfileRoute seen(String method, String path) {
        String bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return new ProfileRoute(
                method + " " + bare, method, SPECIAL.matcher(bare).replaceAll("\\\\$0"), false, "", List.of());
    }

    ObjectNode json() {
        ObjectNode route = JsonNodeFactory.instance.objectNode().put("name", name);
        route.putObject("condition").put("method", method).put("pathRegex", pathRegex);
        if (retryable) {
            route.put("isRetryable", true);
        }
        if (!timeout.isEmpty()) {
            route.put("timeout", timeout);
        }
        for (int status : failures) {
            ObjectNode failing = route.withArray("responseClasses").addObject();
            failing.putObject("condition")
                    .putObject("status")
                    .put("min", status)
                    .put("max", status);
            failing.put("isFailure", true);
        }
        return route;
    }
}

package io.weft.viz.external;

import io.weft.viz.metrics.InvalidQueryException;
import io.weft.viz.metrics.ResourceType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which workload is meant, by a selector of one label that is a kind of workload: {@code deployment=web}.
 *
 * @param type singular, for instance {@code deployment}
 */
record LoadSelector(String type, String name) {
    private static final Pattern FORM = Pattern.compile("\\s*([a-z]+)\\s*==?\\s*([a-z0-9]([a-z0-9.-]*[a-z0-9])?)\\s*");

    /**
     * Reads it.
     *
     * @throws InvalidQueryException if it names no workload
     */
    static LoadSelector parse(String selector) {
        Matcher form = FORM.matcher(selector);
        if (!form.matches()) {
            throw new InvalidQueryException(
                    "the selector must name one workload, for instance deployment=web, not '" + selector + "'");
        }
        return new LoadSelector(ResourceType.parse(form.group(1)).text(), form.group(2));
    }
}

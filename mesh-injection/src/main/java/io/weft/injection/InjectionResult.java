package io.weft.injection;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of an object.
 *
 * @param reasons why it was not injected; empty: it was
 * @param patch JSON Patch (RFC 6902) from the object to {@code patched}; empty: nothing to change
 * @param patched the object with the patch applied
 * @param warnings what in its annotations, or its namespace's, was ignored, and why; each less than 256 characters
 * @param inNamespace whether the namespace, not the object itself, said {@code linkerd.io/inject}
 */
public record InjectionResult(
        List<SkipReason> reasons, ArrayNode patch, ObjectNode patched, List<String> warnings, boolean inNamespace) {
    public InjectionResult {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }

    public boolean injected() {
        return reasons.isEmpty();
    }

    /** Codes of {@link #reasons}, joined by commas. */
    public String reasonCodes() {
        return reasons.stream().map(SkipReason::code).collect(Collectors.joining(","));
    }

    /** Texts of {@link #reasons}, joined by commas. */
    public String reasonTexts() {
        return reasons.stream().map(SkipReason::text).collect(Collectors.joining(", "));
    }
}

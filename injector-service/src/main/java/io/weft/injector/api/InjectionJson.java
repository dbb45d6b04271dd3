package io.weft.injector.api;

import io.weft.injection.InjectionResult;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What would become of an object.
 *
 * @param injected whether it would get a sidecar
 * @param reasons why not; empty if it would
 * @param warnings what in its annotations, or its namespace's, would be ignored, and why
 * @param patch JSON Patch; empty: nothing would change
 */
record InjectionJson(boolean injected, List<ReasonJson> reasons, List<String> warnings, JsonNode patch) {
    /**
     * Why a workload is not injected.
     *
     * @param code as metrics have it
     * @param text the rest of a sentence about the workload
     */
    record ReasonJson(String code, String text) {}

    static InjectionJson of(InjectionResult result) {
        return new InjectionJson(
                result.injected(),
                result.reasons().stream()
                        .map(reason -> new ReasonJson(reason.code(), reason.text()))
                        .toList(),
                result.warnings(),
                result.patch());
    }
}

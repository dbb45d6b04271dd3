package io.weft.kubernetes.resource;

/** Reads the conditions of a status. */
final class Conditions {
    private Conditions() {}

    /** Whether the condition Ready is True; it is not where the document says nothing. */
    static boolean isReady(Field status) {
        return status.get("conditions").items().stream()
                .filter(condition -> condition.get("type").string().equals("Ready"))
                .anyMatch(condition -> condition.get("status").string().equals("True"));
    }
}

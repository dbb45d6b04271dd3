package io.weft.destination.statuses;

import io.weft.kubernetes.resource.Condition;

/**
 * Why a condition holds or does not. The constants are spelt as in a status.
 *
 * @see "crds, 8, 9 and 11.3"
 */
enum Reason {
    ACCEPTED("Accepted", "Accepted", true),
    NO_MATCHING_PARENT("Accepted", "NoMatchingParent", false),
    CONFLICTED("Accepted", "RouteReasonConflicted", false),
    NO_MATCHING_TARGET("Accepted", "NoMatchingTarget", false),
    ALREADY_EXISTS("Accepted", "RateLimitReasonAlreadyExists", false),
    NETWORK_OVERLAP("Accepted", "EgressReasonNetworkOverlap", false),
    RESOLVED_REFS("ResolvedRefs", "ResolvedRefs", true),
    BACKEND_NOT_FOUND("ResolvedRefs", "BackendNotFound", false),
    INVALID_KIND("ResolvedRefs", "InvalidKind", false);

    private final String type;
    private final String text;
    private final boolean holds;

    Reason(String type, String text, boolean holds) {
        this.type = type;
        this.text = text;
        this.holds = holds;
    }

    /** @param message for people; may be empty */
    Condition because(String message) {
        return new Condition(type, holds, text, message);
    }
}

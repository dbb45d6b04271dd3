package io.weft.injection;

/**
 * Why a workload is not injected.
 *
 * @see "injection, 2"
 */
public enum SkipReason {
    INVALID_AT_NAMESPACE("invalid_inject_annotation_at_ns", "the namespace's linkerd.io/inject has no valid value"),
    INVALID_AT_WORKLOAD("invalid_inject_annotation_at_workload", "its linkerd.io/inject has no valid value"),
    DISABLED("injection_disable_annotation_present", "linkerd.io/inject is disabled on it"),
    NOT_ENABLED("injection_enable_annotation_absent", "neither it nor its namespace asks for injection"),
    HOST_NETWORK("host_network_enabled", "it uses the host's network"),
    SIDECAR_EXISTS("sidecar_already_exists", "it has a sidecar already"),
    UNSUPPORTED("unsupported_resource", "its kind has no pods"),
    NO_TOKEN("disabled_automount_service_account_token_account", "it has no service account token");

    private final String code;
    private final String text;

    SkipReason(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** As metrics have it. */
    public String code() {
        return code;
    }

    /** For people: the rest of a sentence about the workload. */
    public String text() {
        return text;
    }
}

package io.weft.viz.metrics;

import io.weft.viz.window.Observation;

/** Why traffic carries no identity, in the words of the API. Pure. */
final class NoIdentity {
    /** The client says TLS, the server's sidecar does not say so of this client. */
    static final String NOT_CONFIRMED = "not_confirmed_by_server";

    /** The client saw an identity that is not the destination's. */
    static final String OTHER_SERVER = "identity_not_of_destination";

    private NoIdentity() {}

    static String reason(Observation observed) {
        return switch (observed.label("tls")) {
            case "true" -> "no_client_certificate";
            case "opaque" -> "tls_not_of_the_mesh";
            case "no_identity" -> words(observed.label("no_tls_reason"));
            default -> "disabled";
        };
    }

    private static String words(String reason) {
        return reason.equals("no_tls_from_remote") ? "not_provided_by_remote" : reason;
    }
}

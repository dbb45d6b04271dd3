package io.weft.cli.policy;

import java.util.Comparator;

/**
 * A policy that requests meet.
 *
 * @param route {@code *}: all of the server's
 * @param authorizationPolicy empty if the policy is of the other kind
 * @param serverAuthorization as {@code authorizationPolicy}
 */
record PolicyRow(String route, String server, String authorizationPolicy, String serverAuthorization) {
    static final Comparator<PolicyRow> ORDER = Comparator.comparing(PolicyRow::server)
            .thenComparing(PolicyRow::route)
            .thenComparing(PolicyRow::authorizationPolicy)
            .thenComparing(PolicyRow::serverAuthorization);
}

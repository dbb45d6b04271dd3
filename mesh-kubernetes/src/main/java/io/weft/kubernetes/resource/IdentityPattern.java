package io.weft.kubernetes.resource;

import java.util.regex.Pattern;

/**
 * Checks the identities of a MeshTLSAuthentication.
 *
 * @see "crds, 6: validation of identity strings"
 */
final class IdentityPattern {
    private static final String LABEL = "[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?";
    private static final Pattern DNS_LIKE = Pattern.compile("(\\*|" + LABEL + ")(\\." + LABEL + ")*");
    private static final String SPIFFE_PREFIX = "spiffe://";
    private static final Pattern SPIFFE =
            Pattern.compile(SPIFFE_PREFIX + "[-a-z0-9._]+(/(?!\\.{1,2}(/|$))[-A-Za-z0-9._]+)*");

    private IdentityPattern() {}

    static String read(Field field) {
        boolean spiffe = field.json().isString() && field.string().startsWith(SPIFFE_PREFIX);
        return spiffe
                ? field.string(
                        SPIFFE,
                        "a SPIFFE id like spiffe://domain/path is allowed: a-z, 0-9, '-', '.' and '_' in the domain,"
                                + " upper case too in the path, no segment that is empty, '.' or '..'")
                : field.string(DNS_LIKE, "'*', '*.' and a DNS name, a DNS name, or a SPIFFE id is allowed");
    }
}

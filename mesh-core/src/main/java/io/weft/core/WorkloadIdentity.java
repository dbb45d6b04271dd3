package io.weft.core;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The DNS-form name a workload proves over TLS: {@code SA.NS.serviceaccount.identity.CONTROL-NS.TRUST-DOMAIN}, or any other
 * lower-case DNS name without a trailing dot (a foreign control plane may form its names otherwise).
 *
 * @param name 1 to 253 characters, lower case, no trailing dot
 * @see "wire-behaviour, 2: local name"
 */
public record WorkloadIdentity(String name) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern DNS_1123 = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MAX_LENGTH = 253;

    /** @throws IllegalArgumentException if {@code name} is not a DNS name in lower case without trailing dot */
    public WorkloadIdentity {
        if (!isDnsName(name)) {
            throw new IllegalArgumentException("not an identity (a lower-case DNS name is expected): " + name);
        }
    }

    /** Lower-cases and drops one trailing dot first. Empty if what remains is not a DNS name. */
    public static Optional<WorkloadIdentity> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return isDnsName(name) ? Optional.of(new WorkloadIdentity(name)) : Optional.empty();
    }

    /**
     * The identity of a service account.
     *
     * @param trustDomain a DNS name, for instance {@code cluster.local}
     * @throws IllegalArgumentException if the account or a namespace is not a DNS-1123 label
     */
    public static WorkloadIdentity of(
            String serviceAccount, String namespace, String controlPlaneNamespace, String trustDomain) {
        requireLabel("service account", serviceAccount);
        requireLabel("namespace", namespace);
        requireLabel("control-plane namespace", controlPlaneNamespace);
        return new WorkloadIdentity(serviceAccount + "." + namespace + ".serviceaccount.identity."
                + controlPlaneNamespace + "." + trustDomain);
    }

    /** Whether {@code text} is a DNS-1123 label: 1 to 63 of {@code a-z0-9-}, alphanumeric at both ends. */
    public static boolean isLabel(String text) {
        return DNS_1123.matcher(text).matches();
    }

    private static void requireLabel(String what, String text) {
        if (!isLabel(text)) {
            throw new IllegalArgumentException(what + " is not a DNS-1123 label: " + text);
        }
    }

    private static boolean isDnsName(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}

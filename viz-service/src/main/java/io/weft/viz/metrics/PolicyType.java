package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What decides about requests, and that rows can be about too.
 *
 * @see "viz, section 3.1; cli, 1.1"
 */
public enum PolicyType {
    AUTHORIZATIONPOLICY("authz", "authorizationpolicies", "ap", "authzpolicy"),
    HTTPROUTE("route", "httproutes"),
    SERVER("srv", "servers", "srv"),
    SERVERAUTHORIZATION("authz", "serverauthorizations", "saz", "serverauthz", "srvauthz");

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> otherNames;

    PolicyType(String label, String... otherNames) {
        this.label = label;
        this.otherNames = List.of(otherNames);
    }

    /** Knows singular, plural and short names; empty if there is no such. */
    public static Optional<PolicyType> find(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text().equals(text) || type.otherNames.contains(text))
                .findFirst();
    }

    /** Singular, lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this type that had a say in it; {@code namespace} is that of the workload, for it is the policy's. */
    Optional<ResourceName> of(String namespace, Observation observed) {
        String name = observed.label(label + "_name");
        return observed.label(label + "_kind").equalsIgnoreCase(text()) && !name.isEmpty()
                ? Optional.of(new ResourceName(namespace, text(), name))
                : Optional.empty();
    }
}

package io.weft.cli.viz;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The types of resources that rows and edges are about, in the order of tables.
 *
 * @see "cli, 1.1"
 */
public enum ResourceKind {
    AUTHORIZATIONPOLICY("authorizationpolicies", "ap", "authzpolicy"),
    CRONJOB("cronjobs", "cj"),
    DAEMONSET("daemonsets", "ds"),
    DEPLOYMENT("deployments", "deploy"),
    HTTPROUTE("httproutes", "httproute"),
    JOB("jobs", "job"),
    NAMESPACE("namespaces", "ns"),
    POD("pods", "po"),
    REPLICASET("replicasets", "rs"),
    REPLICATIONCONTROLLER("replicationcontrollers", "rc"),
    SERVER("servers", "srv"),
    SERVERAUTHORIZATION("serverauthorizations", "saz", "serverauthz", "srvauthz"),
    SERVICE("services", "svc"),
    STATEFULSET("statefulsets", "sts");

    private static final String ALL = "all";
    private static final List<String> AUTHORITY = List.of("authority", "authorities", "au");

    private final String plural;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> shortNames;

    ResourceKind(String plural, String... shortNames) {
        this.plural = plural;
        this.shortNames = List.of(shortNames);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String shortName() {
        return shortNames.getFirst();
    }

    /** Whether it decides about requests, and neither is, nor owns, what receives them. */
    boolean isPolicy() {
        return switch (this) {
            case AUTHORIZATIONPOLICY, HTTPROUTE, SERVER, SERVERAUTHORIZATION -> true;
            default -> false;
        };
    }

    /** Whether it has pods, all of which may have a sidecar. */
    boolean hasPods() {
        return !isPolicy() && this != SERVICE;
    }

    /** Whether connections are told of it: authorizations and routes see requests alone. */
    boolean hasConnections() {
        return !isPolicy() || this == SERVER;
    }

    /** Whether requests are turned away by it, and not only let in. */
    boolean turnsAway() {
        return this == SERVER || this == HTTPROUTE;
    }

    /**
     * Knows singular, plural and short names.
     *
     * @throws IllegalArgumentException if there is no such type, or nothing is told of it
     */
    static ResourceKind parse(String text) {
        if (AUTHORITY.contains(text)) {
            throw new IllegalArgumentException("nothing is told of authorities: ask for the Service, svc/NAME");
        }
        return Arrays.stream(values())
                .filter(kind -> kind.isNamed(text))
                .findFirst()
                .orElseThrow(() -> unknown(text));
    }

    private boolean isNamed(String text) {
        return text.equals(text()) || text.equals(plural) || shortNames.contains(text);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("nothing is known of the type '" + text + "'; there are "
                + Arrays.stream(values()).map(ResourceKind::text).collect(Collectors.joining(", ")));
    }

    /** What {@code all} stands for: Services, and whatever is, or owns, a pod. */
    static List<ResourceKind> all() {
        return Arrays.stream(values())
                .filter(kind -> kind != NAMESPACE && !kind.isPolicy())
                .toList();
    }

    static boolean isAll(String text) {
        return text.equals(ALL);
    }
}

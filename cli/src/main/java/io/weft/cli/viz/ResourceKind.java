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
    CRONJOB("cj"),
    DAEMONSET("ds"),
    DEPLOYMENT("deploy"),
    JOB("job"),
    NAMESPACE("ns"),
    POD("po"),
    REPLICASET("rs"),
    REPLICATIONCONTROLLER("rc"),
    SERVICE("svc"),
    STATEFULSET("sts");

    private static final String ALL = "all";

    private final String shortName;

    ResourceKind(String shortName) {
        this.shortName = shortName;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String shortName() {
        return shortName;
    }

    /**
     * Knows singular, plural and short names.
     *
     * @throws IllegalArgumentException if there is no such type, or nothing is told of it
     */
    static ResourceKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind ->
                        text.equals(kind.text()) || text.equals(kind.text() + 's') || text.equals(kind.shortName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is known of the type '" + text
                        + "'; there are "
                        + Arrays.stream(values()).map(ResourceKind::text).collect(Collectors.joining(", "))));
    }

    /** What {@code all} stands for: Services, and whatever is, or owns, a pod. */
    static List<ResourceKind> all() {
        return Arrays.stream(values()).filter(kind -> kind != NAMESPACE).toList();
    }

    static boolean isAll(String text) {
        return text.equals(ALL);
    }
}

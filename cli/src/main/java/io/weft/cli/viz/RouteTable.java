package io.weft.cli.viz;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one resource, as viz-service tells them.
 *
 * @param resource {@code TYPE/NAME}
 */
record RouteTable(String resource, List<Row> rows) {
    private static final String SERVICE = "service/";

    /**
     * One route.
     *
     * @param authority the Service's name
     * @param observedSeconds for how much of the window it was watched
     */
    record Row(String route, Stats stats, String authority, double observedSeconds) {
        /** The Service's, alone. */
        String service() {
            int dot = authority.indexOf('.');
            return dot < 0 ? authority : authority.substring(0, dot);
        }

        double perSecond(long count) {
            return observedSeconds > 0 ? count / observedSeconds : 0;
        }
    }

    /** Requests as applications saw them, and tries. */
    record Stats(
            long successCount,
            long failureCount,
            long latencyMsP50,
            long latencyMsP95,
            long latencyMsP99,
            long actualSuccessCount,
            long actualFailureCount) {
        StatRow.Requests requests() {
            return new StatRow.Requests(successCount, failureCount, latencyMsP50, latencyMsP95, latencyMsP99);
        }

        long tries() {
            return actualSuccessCount + actualFailureCount;
        }

        /** From 0 to 1; null without tries. */
        @Nullable
        Double triesSuccessRate() {
            return tries() == 0 ? null : (double) actualSuccessCount / tries();
        }
    }

    /** {@code deploy/web}. */
    String briefly() {
        if (resource.startsWith(SERVICE)) {
            return "svc/" + resource.substring(SERVICE.length());
        }
        Resource named = Resource.one(resource);
        return named.kind().shortName() + "/" + named.name();
    }
}

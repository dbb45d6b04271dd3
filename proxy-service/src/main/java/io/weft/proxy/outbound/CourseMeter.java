package io.weft.proxy.outbound;

import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RouteMeter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one request adds to the counts of its route, which is a policy's or a ServiceProfile's: each has metrics of its own.
 *
 * @param route null for routes of ServiceProfiles
 * @param profile null for routes of policies
 * @see "metrics, 5: outbound routes; 4: routes of profiles"
 */
record CourseMeter(RouteMeters meters, @Nullable RouteMeter route, RouteMeters.@Nullable Profile profile) {
    static CourseMeter ofProfile(RouteMeters meters, ProfileTerms terms) {
        return new CourseMeter(meters, null, meters.profile(terms));
    }

    static CourseMeter ofRoute(RouteMeters meters, RouteMeter route) {
        return new CourseMeter(meters, route, null);
    }

    /** Tries at {@code backend}; null where they are not told apart. */
    RouteMeter.@Nullable OfBackend backend(Backend backend) {
        return route == null ? null : meters.backend(route, backend);
    }

    void begun() {
        if (profile != null) {
            profile.requests().request();
        }
    }

    void tryBegun() {
        if (profile != null) {
            profile.tries().request();
        }
    }

    void tryEnded(Outcome outcome) {
        if (profile != null) {
            profile.tries().response(outcome);
        }
    }

    /** The application is answered {@code nanos} after it asked. */
    void answering(int status, long nanos) {
        if (profile != null) {
            profile.requests().latency(status, nanos);
        }
    }

    void ended(Outcome outcome) {
        if (profile != null) {
            profile.requests().response(outcome);
        }
    }

    /** It would be tried again, if a budget allowed. */
    void retryable() {
        if (profile != null) {
            profile.retryable().increment();
        }
    }

    /** No budget allowed it. */
    void unaffordable() {
        if (profile != null) {
            profile.unaffordable().increment();
        }
    }

    void count(Consumer<RouteMeter> what) {
        if (route != null) {
            what.accept(route);
        }
    }
}

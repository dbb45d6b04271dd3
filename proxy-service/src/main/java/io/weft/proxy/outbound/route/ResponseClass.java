package io.weft.proxy.outbound.route;

import io.weft.proxy.telemetry.Outcome;
import java.util.List;

/**
 * What certain responses of a route count as.
 *
 * @see "wire-api, 9: ResponseClass"
 */
public record ResponseClass(Statuses statuses, boolean failure) {
    /** {@code outcome} as the first of the classes says that it belongs to; as it is if there is none, or no response. */
    public static Outcome judge(List<ResponseClass> classes, Outcome outcome) {
        for (ResponseClass one : classes) {
            if (outcome.status() > 0 && one.statuses().contains(outcome.status())) {
                return outcome.judge(one.failure());
            }
        }
        return outcome;
    }

    /** Which responses, by their HTTP status. */
    public sealed interface Statuses {
        boolean contains(int status);

        /** Each of them; none: every response. */
        record All(List<Statuses> parts) implements Statuses {
            @Override
            public boolean contains(int status) {
                return parts.stream().allMatch(part -> part.contains(status));
            }
        }

        /** One of them; none: no response. */
        record Any(List<Statuses> parts) implements Statuses {
            @Override
            public boolean contains(int status) {
                return parts.stream().anyMatch(part -> part.contains(status));
            }
        }

        /** All others. */
        record Not(Statuses part) implements Statuses {
            @Override
            public boolean contains(int status) {
                return !part.contains(status);
            }
        }

        /** Both ends belong to it. */
        record Range(int first, int last) implements Statuses {
            @Override
            public boolean contains(int status) {
                return status >= first && status <= last;
            }
        }
    }
}

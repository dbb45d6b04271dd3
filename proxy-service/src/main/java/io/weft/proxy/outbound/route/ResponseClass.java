package io.weft.proxy.outbound.route;

import java.util.List;

/**
 * What certain responses of a route count as.
 *
 * @see "wire-api, 9: ResponseClass"
 */
public record ResponseClass(Statuses statuses, boolean failure) {
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

package io.weft.proxy.outbound;

import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Distribution.Share;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Picks one of a rule's backends. Pure but for the draw.
 *
 * @see "proxy-behaviour, 2: distribution of a route's backends"
 */
final class Shares {
    private Shares() {}

    /** Empty: none is available. A single backend is not asked: its own balancer knows better what to answer. */
    static Optional<Share> pick(Distribution among, Predicate<Backend> available, RandomGenerator random) {
        List<Share> candidates = among.taking();
        if (candidates.size() > 1) {
            candidates = candidates.stream()
                    .filter(share -> available.test(share.backend()))
                    .toList();
        }
        return among.weighted() && candidates.size() > 1
                ? Optional.of(draw(candidates, random))
                : candidates.stream().findFirst();
    }

    private static Share draw(List<Share> candidates, RandomGenerator random) {
        long drawn =
                random.nextLong(candidates.stream().mapToLong(Share::weight).sum());
        for (Share share : candidates) {
            drawn -= share.weight();
            if (drawn < 0) {
                return share;
            }
        }
        return candidates.getLast();
    }
}

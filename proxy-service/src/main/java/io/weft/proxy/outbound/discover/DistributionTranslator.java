package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.List;
import java.util.function.Function;

/**
 * Distributions on the wire and ours: the four kinds of routes have four messages of one shape.
 *
 * @param <B> a backend of that kind of routes
 * @param <W> the same with a weight
 */
record DistributionTranslator<B, W>(Function<B, Share> share, Function<W, B> backend, Function<W, Integer> weight) {
    static final Distribution EMPTY = new Distribution(true, List.of());

    /** @throws InvalidPolicyException if there is none */
    Distribution first(List<B> backends) {
        return new Distribution(false, some(backends).stream().map(share).toList());
    }

    /** @throws InvalidPolicyException if there is none */
    Distribution weighted(List<W> backends) {
        return new Distribution(
                true,
                some(backends).stream()
                        .map(one -> {
                            Share unweighted = share.apply(backend.apply(one));
                            long share = Integer.toUnsignedLong(weight.apply(one));
                            return new Share(unweighted.backend(), unweighted.filters(), share);
                        })
                        .toList());
    }

    private static <T> List<T> some(List<T> backends) {
        check(!backends.isEmpty(), "a distribution over no backends");
        return backends;
    }
}

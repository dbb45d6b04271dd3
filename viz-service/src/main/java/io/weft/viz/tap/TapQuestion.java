package io.weft.viz.tap;

import java.util.List;

/**
 * What is to be looked at.
 *
 * @param mostPerSecond requests of all the sidecars together; positive
 * @param headers whether all of them are wanted
 */
record TapQuestion(TapTarget target, double mostPerSecond, List<TapFilter> filters, boolean headers) {
    /** One sidecar's share, at least one. */
    int share(int sidecars) {
        return (int) Math.max(1, Math.floor(mostPerSecond / Math.max(1, sidecars)));
    }
}

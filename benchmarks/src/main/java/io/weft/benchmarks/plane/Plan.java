package io.weft.benchmarks.plane;

/**
 * What is measured, and for how long.
 *
 * @param world the largest one
 * @param proxies of the largest size
 * @param watched Services each proxy watches, the busy one among them
 * @param changes how many changes are timed in a round
 * @param rounds how often all is measured, each time with a new process
 * @param growth whether smaller sizes are measured too
 */
record Plan(World world, int proxies, int watched, int changes, int rounds, boolean growth) {
    int streams() {
        return proxies * watched;
    }
}

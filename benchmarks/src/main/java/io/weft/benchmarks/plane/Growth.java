package io.weft.benchmarks.plane;

/**
 * What a size of the mesh costs the process.
 *
 * @param streams 0 before the proxies came
 * @param heap live, in megabytes
 * @param rss in megabytes
 */
record Growth(int services, int endpoints, int streams, double heap, double rss) {}

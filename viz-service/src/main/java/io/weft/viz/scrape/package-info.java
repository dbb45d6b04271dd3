/**
 * Reads the metrics of every sidecar at a steady pace.
 *
 * <p>Start at {@link io.weft.viz.scrape.Scraper}. Threading: the HTTP client's event loops; what was read is handed on from
 * there, several workloads at a time.
 */
@NullMarked
package io.weft.viz.scrape;

import org.jspecify.annotations.NullMarked;

/**
 * Traffic as it passes: one stream of events from all the sidecars of what is asked about.
 *
 * <p>Start at {@link io.weft.viz.tap.TapApi}, which speaks the aggregated API's words, or
 * {@link io.weft.viz.tap.LineTapApi}, which speaks the page's; {@code FanInClient} keeps one {@code SidecarTapClient} per workload,
 * for as long as that is there.
 *
 * <p>Threading: safe from any thread; events arrive on gRPC's and leave on the reader's, and what a slow reader has no room for
 * is dropped and counted.
 */
@NullMarked
package io.weft.viz.tap;

import org.jspecify.annotations.NullMarked;

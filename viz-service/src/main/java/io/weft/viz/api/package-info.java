/**
 * The metrics over gRPC, as Linkerd's {@code linkerd2.viz.Api}: the questions are those of the HTTP API, the answers too.
 *
 * <p>Start at {@link io.weft.viz.api.VizCalls}. Generated messages stop here. Threading: on gRPC's threads, which may wait.
 *
 * @see "wire-api, 14"
 */
@NullMarked
package io.weft.viz.api;

import org.jspecify.annotations.NullMarked;

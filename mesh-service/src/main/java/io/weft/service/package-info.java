/**
 * What every control-plane service shares: settings, watches over gRPC, the management port, start-up failures with advice.
 *
 * <p>Start at {@link io.weft.service.MeshServiceAutoConfiguration}, which a Boot application gets by having this module on
 * its class path; {@link io.weft.service.settings.MeshProperties} for the settings and
 * {@link io.weft.service.grpc.WatchStreams} for streams. Beans are made on the main thread at start and are immutable or
 * say otherwise.
 */
@NullMarked
package io.weft.service;

import org.jspecify.annotations.NullMarked;

/**
 * What operators may ask on the HTTP port: Services, endpoints, profiles, policies and why they are what they are. Read only.
 *
 * <p>Start at {@link io.weft.destination.api.MeshApi}. Calls run on the web server's event loop, but for the digest, and
 * hold the index's lock for as long as one join takes; who may call is decided in {@code io.weft.service.admin}.
 */
@NullMarked
package io.weft.destination.api;

import org.jspecify.annotations.NullMarked;

/**
 * Services: names and addresses that clients dial.
 *
 * <p>Start at {@link io.weft.destination.services.ServiceIndex}; {@link io.weft.destination.services.MeshService} is
 * immutable.
 */
@NullMarked
package io.weft.destination.services;

import org.jspecify.annotations.NullMarked;

/**
 * Profiles of the older API: what is known about a name or an address as a whole.
 *
 * <p>Start at {@link io.weft.destination.profiles.ProfileJoin}, which answers a
 * {@link io.weft.destination.profiles.ProfileQuestion} with a {@link io.weft.destination.profiles.ProfileSnapshot}.
 * Knows no feed and no gRPC. Threading: pure; whoever calls.
 */
@NullMarked
package io.weft.destination.profiles;

import org.jspecify.annotations.NullMarked;

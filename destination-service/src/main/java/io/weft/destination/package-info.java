/** Destination, policy and workload APIs, joined from a feed. */
@NullMarked
package io.weft.destination;

import org.jspecify.annotations.NullMarked;

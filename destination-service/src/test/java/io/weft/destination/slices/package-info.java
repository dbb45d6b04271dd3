/** Which EndpointSlices ExternalWorkloads need. Start at {@code ExternalSlicesTest}; one thread. */
@NullMarked
package io.weft.destination.slices;

import org.jspecify.annotations.NullMarked;

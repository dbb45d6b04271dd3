/** What the leader writes, to an API server of the tests' own. Start at {@code StatusWriterTest}; one thread for each duty. */
@NullMarked
package io.weft.destination.writes;

import org.jspecify.annotations.NullMarked;

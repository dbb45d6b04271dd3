/** Which event is said of whom, and how often. Start at {@code AuthorityEventsTest}. Threading: the test's. */
@NullMarked
package io.weft.identity.events;

import org.jspecify.annotations.NullMarked;

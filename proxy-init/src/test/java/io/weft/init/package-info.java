/** What the programs beside a sidecar ask of the system, and when they give up. Start at any test. Threading: the test's. */
@NullMarked
package io.weft.init;

import org.jspecify.annotations.NullMarked;

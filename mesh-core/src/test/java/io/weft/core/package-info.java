/**
 * What every module trusts of its vocabulary. Start at {@code LatestTest}. Threading: the test's; {@code LatestTest} starts
 * threads of its own where it says so.
 */
@NullMarked
package io.weft.core;

import org.jspecify.annotations.NullMarked;

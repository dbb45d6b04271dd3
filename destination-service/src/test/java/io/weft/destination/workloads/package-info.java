/** Workloads, and what those who follow them are told. Start at {@code RosterTest}. Threading: the test's. */
@NullMarked
package io.weft.destination.workloads;

import org.jspecify.annotations.NullMarked;

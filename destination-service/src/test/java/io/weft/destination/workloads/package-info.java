/** Workloads, and what those who follow them are told. */
@NullMarked
package io.weft.destination.workloads;

import org.jspecify.annotations.NullMarked;

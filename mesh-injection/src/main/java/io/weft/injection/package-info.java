/** What injection does to a workload: the redirect rules of its network namespace, and later its pod. */
@NullMarked
package io.weft.injection;

import org.jspecify.annotations.NullMarked;

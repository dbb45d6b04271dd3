/**
 * What one replica, the leader, writes to the cluster: never more often than it must.
 *
 * <p>Start at {@link io.weft.destination.writes.Duty} (the thread) and {@code DutyRound} (what is written now, what later, what
 * not). What a cluster should say comes from {@code statuses}, which is pure. Threading: one thread for each
 * duty; {@link io.weft.destination.writes.Duty#wake()} from any.
 */
@NullMarked
package io.weft.destination.writes;

import org.jspecify.annotations.NullMarked;

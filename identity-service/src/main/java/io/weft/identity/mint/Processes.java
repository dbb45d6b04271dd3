package io.weft.identity.mint;

import java.util.OptionalLong;

/** The processes of this machine. */
@FunctionalInterface
interface Processes {
    /** When a process started, in clock ticks since the machine did; empty if there is none of that id, or a dead one. */
    OptionalLong startTime(long pid);
}

package io.weft.proxy.transport;

import org.jspecify.annotations.Nullable;

/** A stream or connection of which something waits in the {@link Backlog} of its event loop. Event loop only. */
public abstract class BacklogEntry {
    @Nullable
    BacklogEntry before;

    @Nullable
    BacklogEntry after;

    int bytes; // that wait
    boolean left;

    /** It has waited longest where there is no more room: lets go of all that waits. It has left. */
    protected abstract void giveUp();
}

package io.weft.proxy.http;

import io.weft.proxy.transport.Backlog;
import io.weft.proxy.transport.BacklogEntry;

/** A head that is not whole, of whoever we have dialled: it waits for its own rest. Small ones are not counted. Event loop only. */
final class LargeHead extends BacklogEntry {
    private final Runnable givenUp;
    private int counted;

    /** {@code givenUp}: there is no more room for it. */
    LargeHead(Runnable givenUp) {
        this.givenUp = givenUp;
    }

    /** So many bytes are there now. */
    void becomes(int bytes) {
        int large = bytes > HeadRoom.FREE ? bytes : 0;
        if (large != counted) {
            count(large);
        }
    }

    private void count(int bytes) {
        Backlog backlog = Backlog.ofThisLoop();
        int more = bytes - counted;
        counted = bytes;
        if (more > 0) {
            backlog.add(this, more);
        } else {
            backlog.take(this, -more);
        }
    }

    /** The connection is gone. */
    void leave() {
        Backlog.ofThisLoop().leave(this);
    }

    @Override
    protected void giveUp() {
        givenUp.run();
    }
}

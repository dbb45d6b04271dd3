package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.weft.proxy.transport.Backlog;
import io.weft.proxy.transport.BacklogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A body as it comes from a peer, in pieces worth their trouble. A piece takes some hundred bytes of memory whatever is in it, and
 * windows count only what is in it: sent byte by byte to somebody who does not read, a few bodies would fill the heap. So small
 * pieces are gathered while one before them has not been written to its receiver; where the receiver keeps up, none is. And a piece
 * keeps all the bytes it was read with: where that is far more than it has, or much waits, it is copied.
 *
 * <p>Threading: event loop only. Ownership: what is gathered is passed on, or released by {@link #drop}.
 */
abstract class PieceGatherer extends BacklogEntry {
    /** What is smaller is small, in bytes; as much is gathered into one piece. */
    static final int SMALL = 1024;

    /** A buffer that a piece is cut from is large from this size on, in bytes, and the piece small if it is this part of it. */
    private static final int LARGE = 16 * 1024;

    private static final int PART = 8;

    private int waiting; // bytes passed on and not yet credited
    private @Nullable ByteBuf gathered;

    /** Of the connection. */
    abstract EventExecutor loop();

    /** Passes one piece on; takes ownership. */
    abstract void pass(ByteBuf data, boolean end);

    /** The next piece has come; takes ownership. */
    final void came(ByteBuf data, boolean end) {
        if (!fits(data)) {
            passGathered();
        }
        if (gathered != null || (!end && waiting > 0 && data.readableBytes() < SMALL)) {
            gather(data);
            if (end) {
                passGathered(true);
            }
        } else {
            passOn(data, end);
        }
    }

    private boolean fits(ByteBuf data) {
        return gathered != null && data.readableBytes() <= gathered.writableBytes();
    }

    private void gather(ByteBuf data) {
        gathered = gathered == null ? data.alloc().buffer(SMALL, SMALL) : gathered;
        gathered.writeBytes(data);
        data.release();
    }

    /** So many bytes that were passed on have been written, or cannot be: their write may be under way even now. */
    final void credited(int bytes) {
        waiting -= bytes;
        Backlog.ofThisLoop().take(this, bytes);
        if (waiting <= 0 && gathered != null) {
            loop().execute(this::passGathered);
        }
    }

    /** Nothing comes behind what is gathered but trailers, or it need not wait any more. */
    final void passGathered() {
        passGathered(false);
    }

    private void passGathered(boolean end) {
        ByteBuf all = gathered;
        if (all != null) {
            gathered = null;
            passOn(all, end);
        }
    }

    private void passOn(ByteBuf data, boolean end) {
        Backlog backlog = Backlog.ofThisLoop();
        boolean copies = isSmallPart(data) || (waiting > 0 && backlog.isCrowded());
        int bytes = data.readableBytes();
        waiting += bytes;
        backlog.add(this, bytes);
        pass(copies ? copy(data) : data, end);
    }

    private static boolean isSmallPart(ByteBuf data) {
        ByteBuf whole = data;
        for (ByteBuf larger = data.unwrap(); larger != null; larger = larger.unwrap()) {
            whole = larger;
        }
        return whole.capacity() >= LARGE && data.readableBytes() < whole.capacity() / PART;
    }

    /** Takes ownership. */
    private static ByteBuf copy(ByteBuf data) {
        int bytes = data.readableBytes();
        ByteBuf copy = data.alloc().buffer(bytes, bytes).writeBytes(data);
        data.release();
        return copy;
    }

    /** Whether so much waits that a sender on a connection of its own is to be read no further. */
    final boolean waitsEnough() {
        return waiting >= HttpLimits.LOW_WATER_BYTES
                && (waiting >= HttpLimits.HIGH_WATER_BYTES
                        || Backlog.ofThisLoop().isCrowded());
    }

    /** Whether so little waits that it may be read again. */
    final boolean waitsLittle() {
        return waiting <= HttpLimits.LOW_WATER_BYTES;
    }

    /** Lets go of what is gathered; nobody wants it any more, nor what was passed on. */
    final void drop() {
        Backlog.ofThisLoop().leave(this);
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}

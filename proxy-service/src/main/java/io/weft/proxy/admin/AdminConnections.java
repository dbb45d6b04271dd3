package io.weft.proxy.admin;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;

/**
 * The connections there are: {@value #MOST} at most. Where one more comes the eldest goes, so that whoever asks shortly, as a
 * kubelet does, gets in however many strangers hold theirs.
 *
 * <p>Threading: safe from any thread.
 */
final class AdminConnections {
    static final int MOST = 256;

    private final LinkedHashSet<Channel> open = new LinkedHashSet<>(); // guarded by this

    synchronized void accept(Channel connection) {
        if (open.size() >= MOST) {
            var _ = open.removeFirst().close();
        }
        open.add(connection);
        connection.closeFuture().addListener(gone -> forget(connection));
    }

    private synchronized void forget(Channel gone) {
        open.remove(gone);
    }
}

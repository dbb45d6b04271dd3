package io.weft.proxy.transport;

import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What a socket is registered for with epoll, which Netty keeps to itself; that it can be reached is checked when this class
 * is loaded. Event loop, or before the channel has one.
 */
final class EpollFlags {
    private static final MethodHandle SET = find("setFlag");
    private static final MethodHandle CLEAR = find("clearFlag");

    private EpollFlags() {}

    /** Also for {@code ops}; nothing happens if it is already. */
    static void set(EpollSocketChannel channel, EpollIoOps ops) {
        try {
            SET.invokeExact(channel, ops.value());
        } catch (Throwable failed) {
            throw new IllegalStateException("cannot register " + channel, failed);
        }
    }

    /**
     * Has the kernel look at a registered, edge-triggered channel afresh: what is true of it now is told, though it has been
     * told before.
     */
    static void rearm(EpollSocketChannel channel) {
        try {
            CLEAR.invokeExact(channel, EpollIoOps.EPOLLET.value());
        } catch (Throwable failed) {
            throw new IllegalStateException("cannot register " + channel, failed);
        }
        set(channel, EpollIoOps.EPOLLET);
    }

    private static MethodHandle find(String name) {
        try {
            return MethodHandles.privateLookupIn(EpollSocketChannel.class, MethodHandles.lookup())
                    .findVirtual(EpollSocketChannel.class, name, MethodType.methodType(void.class, int.class));
        } catch (ReflectiveOperationException changed) {
            throw new ExceptionInInitializerError(changed);
        }
    }
}

package io.weft.identity.mint;

import io.grpc.Attributes;
import io.grpc.Context;
import io.netty.channel.unix.PeerCredentials;

/**
 * The process at the other end of the socket, as the kernel knows it: nothing the caller says can change it.
 *
 * @param pid of the process that connected; 0 if it lives in a process namespace we cannot see
 */
record Peer(long pid, long uid) {
    static final Attributes.Key<Peer> ATTRIBUTE = Attributes.Key.create("io.weft.identity.mint.peer");
    static final Context.Key<Peer> CONTEXT = Context.key("io.weft.identity.mint.peer");

    static Peer of(PeerCredentials credentials) {
        return new Peer(credentials.pid(), Integer.toUnsignedLong(credentials.uid()));
    }
}

package io.weft.proxy.app;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.control.ControlTls;
import io.weft.proxy.tls.MeshTls;
import java.time.InstantSource;

/** TLS with the control plane, from the credentials in force, done within ten seconds. */
record HastyControlTls(MeshTls tls, InstantSource clock) implements ControlTls {
    /** However long strangers may take, for whom detection may be told to wait for ever. */
    static final long LONGEST_HANDSHAKE_MILLIS = 10_000;

    @Override
    public SslHandler newHandler(ByteBufAllocator alloc, WorkloadIdentity server) {
        SslHandler handler = tls.controlClient(alloc, server.name(), clock.instant());
        handler.setHandshakeTimeoutMillis(Math.min(handler.getHandshakeTimeoutMillis(), LONGEST_HANDSHAKE_MILLIS));
        return handler;
    }
}

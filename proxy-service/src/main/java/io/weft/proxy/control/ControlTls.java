package io.weft.proxy.control;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.weft.core.WorkloadIdentity;

/**
 * Makes the client side of TLS for connections to the control plane: TLS 1.3 without ALPN, our certificate where there is one.
 *
 * <p>The handler must verify that the server's chain leads to a trust anchor, and nothing about names: the exact name is
 * checked by whoever asked for the handler.
 *
 * <p>Threading: any thread.
 */
@FunctionalInterface
public interface ControlTls {
    /**
     * A handler for one connection; whoever puts it in a pipeline lets the pipeline release it.
     *
     * @param server what to write in SNI
     */
    SslHandler newHandler(ByteBufAllocator alloc, WorkloadIdentity server);
}

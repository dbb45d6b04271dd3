package io.weft.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.Buffer;
import io.netty.internal.tcnative.SSL;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Reads one TLS record with an engine's keys but past the engine, which therefore does not learn of a close_notify and goes on
 * encrypting. The library beneath keeps the two directions apart as TLS 1.3 does; it is Netty's engine that joins them.
 *
 * <p>Reaches into the engine for the pointer it keeps to itself; that is checked when this class is loaded.
 */
final class LoneRecord {
    /** A record with an alert: header, level, description, inner type, 16 bytes of tag. Two bytes of data make as many. */
    static final int ALERT_BYTES = 5 + 19;

    private static final VarHandle NETWORK_BIO = networkBio();

    /** What a record turned out to hold. */
    enum Content {
        /** Application data, or nothing. */
        DATA,
        /** The end of what the peer sends. */
        CLOSE_NOTIFY,
        /** A fatal alert, or a record that does not decrypt. */
        FAILURE,
        /** The engine is gone. */
        NOT_READ
    }

    private LoneRecord() {}

    /**
     * Reads {@code record}, which must be whole, direct, and the next the engine would have read; and before it what the engine
     * has decrypted but not handed out, as happens once its own direction is closed.
     *
     * @param data direct and empty; takes what is decrypted
     */
    static Content read(ReferenceCountedOpenSslEngine engine, ByteBuf record, ByteBuf data) {
        synchronized (engine) {
            long ssl = engine.sslPointer();
            if (ssl == 0) {
                return Content.NOT_READ;
            }
            data.ensureWritable(SSL.sslPending(ssl) + ALERT_BYTES);
            long bio = (long) NETWORK_BIO.get(engine);
            ByteBuffer from = record.internalNioBuffer(record.readerIndex(), record.readableBytes());
            SSL.clearError();
            SSL.bioSetByteBuffer(bio, Buffer.address(from) + from.position(), from.remaining(), false);
            try {
                int read = read(ssl, data);
                while (read > 0 && data.isWritable()) {
                    read = read(ssl, data);
                }
                return read > 0 ? Content.DATA : end(SSL.getError(ssl, read));
            } finally {
                SSL.bioClearByteBuffer(bio);
                SSL.clearError();
            }
        }
    }

    private static int read(long ssl, ByteBuf data) {
        ByteBuffer to = data.internalNioBuffer(data.writerIndex(), data.writableBytes());
        int read = SSL.readFromSSL(ssl, Buffer.address(to) + to.position(), to.remaining());
        data.writerIndex(data.writerIndex() + Math.max(0, read));
        return read;
    }

    private static Content end(int error) {
        if (error == SSL.SSL_ERROR_ZERO_RETURN) {
            return Content.CLOSE_NOTIFY;
        }
        return error == SSL.SSL_ERROR_WANT_READ ? Content.DATA : Content.FAILURE;
    }

    private static VarHandle networkBio() {
        try {
            return MethodHandles.privateLookupIn(ReferenceCountedOpenSslEngine.class, MethodHandles.lookup())
                    .findVarHandle(ReferenceCountedOpenSslEngine.class, "networkBIO", long.class);
        } catch (ReflectiveOperationException changed) {
            throw new ExceptionInInitializerError(changed);
        }
    }
}

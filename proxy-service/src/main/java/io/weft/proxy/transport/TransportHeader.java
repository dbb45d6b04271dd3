package io.weft.proxy.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.weft.api.transport.Header;
import io.weft.api.transport.SessionProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a meshed client says first on a connection to a proxy's inbound port: the application port it means.
 *
 * @param port 1 to 65535
 * @param name DNS name, for gateways only; empty when absent
 * @param protocol what follows; empty: opaque bytes
 * @see "wire-behaviour, 5: transport header"
 */
public record TransportHeader(int port, String name, Optional<Session> protocol) {
    /** Negotiated by ALPN wherever this header is spoken. */
    public static final String ALPN = "transport.l5d.io/v1";

    /** Preface and length: what a receiver waits for before it decides. */
    static final int PREFIX = ALPN.length() + 4 + Integer.BYTES;

    /** Largest header taken, prefix included, in bytes. */
    static final int LIMIT = 64 * 1024;

    private static final byte[] PREFACE = (ALPN + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PORT = 65_535;

    /** The protocol actually spoken on the connection. */
    public enum Session {
        /** HTTP/1. */
        HTTP1,
        /** HTTP/2, upgraded HTTP/1 included. */
        HTTP2
    }

    /** The header as it stands on the wire. The caller owns the buffer. */
    public ByteBuf encode(ByteBufAllocator alloc) {
        Header.Builder header = Header.newBuilder().setPort(port).setName(name);
        protocol.ifPresent(session -> header.setSessionProtocol(toMessage(session)));
        byte[] body = header.build().toByteArray();
        return alloc.buffer(PREFIX + body.length)
                .writeBytes(PREFACE)
                .writeInt(body.length)
                .writeBytes(body);
    }

    /**
     * Reads one header, advancing {@code in} past it.
     *
     * @return empty while bytes are missing
     * @throws MalformedHeaderException if what is there can never become a header
     */
    static Optional<TransportHeader> decode(ByteBuf in) {
        if (in.readableBytes() < PREFIX) {
            return Optional.empty();
        }
        long length = in.getUnsignedInt(in.readerIndex() + PREFACE.length);
        requirePreface(in);
        if (length > LIMIT - PREFIX) {
            throw new MalformedHeaderException("transport header of " + length + " bytes");
        }
        if (in.readableBytes() < PREFIX + length) {
            return Optional.empty();
        }
        in.skipBytes(PREFIX);
        return Optional.of(parse(ByteBufUtil.getBytes(in.readSlice((int) length))));
    }

    private static void requirePreface(ByteBuf in) {
        for (int i = 0; i < PREFACE.length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                throw new MalformedHeaderException("no transport header where one was negotiated");
            }
        }
    }

    private static TransportHeader parse(byte[] body) {
        try {
            Header header = Header.parseFrom(body);
            if (header.getPort() < 1 || header.getPort() > MAX_PORT) {
                throw new MalformedHeaderException("transport header names port " + header.getPort());
            }
            return new TransportHeader(header.getPort(), header.getName(), session(header));
        } catch (InvalidProtocolBufferException malformed) {
            throw new MalformedHeaderException("transport header is no protobuf");
        }
    }

    private static Optional<Session> session(Header header) {
        return switch (header.getSessionProtocol().getKindCase()) {
            case HTTP1 -> Optional.of(Session.HTTP1);
            case HTTP2 -> Optional.of(Session.HTTP2);
            case KIND_NOT_SET -> Optional.empty();
        };
    }

    private static SessionProtocol toMessage(Session session) {
        SessionProtocol.Builder protocol = SessionProtocol.newBuilder();
        return switch (session) {
            case HTTP1 ->
                protocol.setHttp1(SessionProtocol.Http1.getDefaultInstance()).build();
            case HTTP2 ->
                protocol.setHttp2(SessionProtocol.Http2.getDefaultInstance()).build();
        };
    }

    /** The peer negotiated a transport header and sent something else. */
    static final class MalformedHeaderException extends RuntimeException {
        MalformedHeaderException(String message) {
            super(message);
        }
    }
}

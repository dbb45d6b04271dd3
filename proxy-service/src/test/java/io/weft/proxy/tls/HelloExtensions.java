package io.weft.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a ClientHello asks for: RFC 8446, 4.1.2 and 4.2.
 *
 * @param byType the bytes of each
 */
record HelloExtensions(Map<Integer, ByteBuf> byType) {
    static final int SUPPORTED_GROUPS = 10;
    static final int PRE_SHARED_KEY = 41;
    private static final int RECORD_AND_HANDSHAKE = 5 + 4;
    private static final int VERSION_AND_RANDOM = 2 + 32;

    /** Of one record that holds the whole hello, of which nothing is read. */
    static HelloExtensions of(ByteBuf hello) {
        ByteBuf in = hello.duplicate().skipBytes(RECORD_AND_HANDSHAKE + VERSION_AND_RANDOM);
        in.skipBytes(in.readUnsignedByte()); // session
        in.skipBytes(in.readUnsignedShort()); // cipher suites
        in.skipBytes(in.readUnsignedByte()); // compression
        ByteBuf all = in.readSlice(in.readUnsignedShort());
        Map<Integer, ByteBuf> byType = new HashMap<>();
        while (all.isReadable()) {
            byType.put(all.readUnsignedShort(), all.readSlice(all.readUnsignedShort()));
        }
        return new HelloExtensions(byType);
    }

    List<Integer> groups() {
        ByteBuf named = byType.getOrDefault(SUPPORTED_GROUPS, Unpooled.EMPTY_BUFFER)
                .duplicate()
                .skipBytes(2);
        List<Integer> groups = new ArrayList<>();
        while (named.isReadable()) {
            groups.add(named.readUnsignedShort());
        }
        return groups;
    }
}

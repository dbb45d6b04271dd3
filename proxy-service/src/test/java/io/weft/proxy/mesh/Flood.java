package io.weft.proxy.mesh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What is sent again and again on one connection. */
enum Flood {
    RAPID_RESET {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            open(peer, 2 * number + 1, END_HEADERS | END_STREAM);
            peer.write(RawHttp2.RST_STREAM, 0, 2 * number + 1, new byte[] {0, 0, 0, 8});
        }
    },
    CONTINUATIONS {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            if (number == 0) {
                open(peer, 1, 0);
            }
            peer.write(RawHttp2.CONTINUATION, 0, 1, RawHttp2.field("x-" + number, "x".repeat(1_000)));
        }
    },
    EMPTY_CONTINUATIONS {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            if (number == 0) {
                open(peer, 1, 0);
            }
            peer.write(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
        }
    },
    PINGS {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            peer.write(RawHttp2.PING, 0, 0, new byte[8]);
        }
    },
    SETTINGS {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            peer.write(RawHttp2.SETTINGS, 0, 0, new byte[0]);
        }
    },
    PRIORITIES {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            peer.write(2, 0, 2 * number + 1, new byte[] {0, 0, 0, 0, 16});
        }
    },
    FRAMES_NOBODY_KNOWS {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            peer.write(99, 0, 0, new byte[8]);
        }
    },
    EMPTY_DATA {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            if (number == 0) {
                open(peer, 1, END_HEADERS);
            }
            peer.write(RawHttp2.DATA, 0, 1, new byte[0]);
        }
    },
    HPACK_BOMBS {
        @Override
        void wave(RawHttp2 peer, int number) throws IOException {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            byte[] kept = RawHttp2.field("x", "x".repeat(4_000));
            kept[0] = 0x40; // kept in the table, and then meant a thousand times by one byte each
            block.writeBytes(kept);
            for (int i = 0; i < 1_000; i++) {
                block.write(0x80 | 62);
            }
            peer.write(RawHttp2.HEADERS, END_HEADERS | END_STREAM, 2 * number + 1, block.toByteArray());
        }
    };

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    abstract void wave(RawHttp2 peer, int number) throws IOException;

    /** A POST, as far as {@code flags} say. */
    static void open(RawHttp2 peer, int stream, int flags) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        block.write(0x86); // :scheme http
        block.write(0x84); // :path /
        block.writeBytes(RawHttp2.field(":authority", "web"));
        peer.write(RawHttp2.HEADERS, flags, stream, block.toByteArray());
    }
}

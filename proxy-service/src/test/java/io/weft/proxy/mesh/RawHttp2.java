package io.weft.proxy.mesh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One end of an HTTP/2 connection over a plain socket, frame by frame: says what no library would. */
final class RawHttp2 implements AutoCloseable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    private static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int MAX_FRAME = 16_384;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private boolean hurried = true;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private boolean goAway;

    /** What came on one stream: head and trailers, and how it ended. */
    record Answer(List<Http2Headers> heads, int bodyBytes, OptionalLong reset) {
        String status() {
            return String.valueOf(heads.getFirst().status());
        }

        /** Of the head. */
        String header(String name) {
            return String.valueOf(heads.getFirst().get(name));
        }

        String trailer(String name) {
            return heads.size() < 2 ? "" : String.valueOf(heads.getLast().get(name));
        }
    }

    private record Frame(int type, int flags, int stream, ByteBuf payload) {}

    private RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    }

    /** A client on {@code port} of this machine, from an address that is not the workload's own. */
    static RawHttp2 client(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral("127.0.0.2"), 0);
        RawHttp2 client = new RawHttp2(socket);
        client.out.write(PREFACE);
        client.write(SETTINGS, 0, 0, new byte[0]);
        return client;
    }

    /** A server on an accepted socket; waits for the client's preface. */
    static RawHttp2 server(Socket accepted) throws IOException {
        RawHttp2 server = new RawHttp2(accepted);
        server.in.readFully(new byte[PREFACE.length]);
        server.write(SETTINGS, 0, 0, new byte[0]);
        return server;
    }

    /** {@code pairs}: name, value, name, value… */
    void headers(int stream, boolean end, String... pairs) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < pairs.length; i += 2) {
            block.writeBytes(field(pairs[i], pairs[i + 1]));
        }
        byte[] all = block.toByteArray();
        for (int at = 0; at == 0 || at < all.length; at += MAX_FRAME) {
            byte[] piece = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + MAX_FRAME));
            int flags = (at + MAX_FRAME >= all.length ? END_HEADERS : 0) | (at == 0 && end ? END_STREAM : 0);
            write(at == 0 ? HEADERS : CONTINUATION, flags, stream, piece);
        }
    }

    /** A header as a literal with a new name, not indexed. */
    static byte[] field(String name, String value) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write(0);
        string(field, name);
        string(field, value);
        return field.toByteArray();
    }

    void data(int stream, byte[] bytes, boolean end) throws IOException {
        write(DATA, end ? END_STREAM : 0, stream, bytes);
    }

    /** Everything of {@code stream} up to its end. */
    Answer answer(int stream) throws IOException, Http2Exception {
        List<Http2Headers> heads = new ArrayList<>();
        int bodyBytes = 0;
        while (true) {
            Frame frame = read();
            goAway |= frame.type == GOAWAY;
            if (frame.type == HEADERS) {
                Http2Headers decoded = decode(frame);
                if (frame.stream == stream) {
                    heads.add(decoded);
                }
            } else if (frame.type == DATA && frame.stream == stream) {
                bodyBytes += frame.payload.readableBytes();
            } else if (frame.type == RST_STREAM && frame.stream == stream) {
                return new Answer(heads, bodyBytes, OptionalLong.of(frame.payload.getUnsignedInt(0)));
            }
            if (frame.stream == stream && frame.type <= HEADERS && (frame.flags & END_STREAM) != 0) {
                return new Answer(heads, bodyBytes, OptionalLong.empty());
            }
        }
    }

    /** Waits for the peer's GOAWAY. */
    void awaitGoAway() throws IOException {
        while (!goAway) {
            goAway = read().type == GOAWAY;
        }
    }

    /** Whether the peer has closed the connection, once everything it sent is read. */
    boolean atEnd() throws IOException {
        while (in.read() >= 0) {
            // what comes before the end is of no interest
        }
        return true;
    }

    private Http2Headers decode(Frame frame) throws Http2Exception {
        return decoder.decodeHeaders(frame.stream, frame.payload);
    }

    private Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, Unpooled.wrappedBuffer(payload));
    }

    /** From now on frames leave many at a time. */
    void inBulk() {
        hurried = false;
    }

    /** Sends what is still here, {@link #inBulk}. */
    void flush() throws IOException {
        out.flush();
    }

    /** Any frame at all. */
    void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
        frame.writeBytes(payload);
        out.write(frame.array(), 0, frame.readableBytes());
        if (hurried) {
            out.flush();
        }
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int rest = bytes.length - 127;
        out.write(rest < 0 ? bytes.length : 127);
        if (rest >= 0) {
            for (; rest >= 128; rest >>= 7) {
                out.write((rest & 127) | 128);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

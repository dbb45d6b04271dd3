package io.weft.proxy.names;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A DNS server that knows what a test tells it; whatever else it is asked about does not exist. */
final class TestDns implements AutoCloseable {
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;
    private static final int SERVER_FAILURE = 2;

    private final DatagramSocket socket;
    private final Map<String, Known> names = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    private record Known(int ttl, List<String> addresses) {
        List<InetAddress> of(int bytes) {
            return addresses.stream()
                    .map(InetAddress::ofLiteral)
                    .filter(address -> address.getAddress().length == bytes)
                    .toList();
        }
    }

    private TestDns(DatagramSocket socket) {
        this.socket = socket;
    }

    static TestDns start() {
        try {
            TestDns dns = new TestDns(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(dns::serve);
            return dns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void says(String name, int ttl, String... addresses) {
        names.put(name, new Known(ttl, List.of(addresses)));
    }

    /** Knows nothing any more, not even whether there is such a name. */
    void fails() {
        failing = true;
    }

    /** Names, in order. */
    List<String> asked() {
        return asked;
    }

    private void serve() {
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(packet.getData());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            asked.add("closed");
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        for (int length = query[at]; length > 0; length = query[at]) {
            name.append(name.isEmpty() ? "" : ".").append(new String(query, at + 1, length, StandardCharsets.US_ASCII));
            at += length + 1;
        }
        int end = at + 5; // the root, type and class
        asked.add(name.toString());
        Known known = failing ? null : names.get(name.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int code = failing ? SERVER_FAILURE : known == null ? NO_SUCH_NAME : 0;
        out.write(query, 0, 2); // its number
        out.writeShort(0x8580 | code);
        out.writeShort(1);
        List<InetAddress> found = known == null ? List.of() : known.of(query[at + 2] == AAAA ? 16 : 4);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(query, HEADER, end - HEADER);
        for (InetAddress address : found) {
            byte[] raw = address.getAddress();
            out.writeShort(0xc000 | HEADER);
            out.writeShort(raw.length == 4 ? A : AAAA);
            out.writeShort(1);
            out.writeInt(known == null ? 0 : known.ttl());
            out.writeShort(raw.length);
            out.write(raw);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

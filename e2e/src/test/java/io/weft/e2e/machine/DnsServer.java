package io.weft.e2e.machine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A program that answers DNS on 127.0.0.1 with the IPv4 addresses it is given, for a second each. {@code [NAME ADDRESS]…}. */
final class DnsServer {
    private static final int PORT = 53;
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int NO_SUCH_NAME = 3;

    private DnsServer() {}

    public static void main(String[] args) throws IOException {
        Map<String, InetAddress> known = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            known.put(args[i], InetAddress.ofLiteral(args[i + 1]));
        }
        try (DatagramSocket socket = new DatagramSocket(PORT, InetAddress.ofLiteral("127.0.0.1"))) {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(packet.getData(), known);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private static byte[] answer(byte[] query, Map<String, InetAddress> known) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        for (int length = query[at]; length > 0; length = query[at]) {
            name.append(name.isEmpty() ? "" : ".").append(new String(query, at + 1, length, StandardCharsets.US_ASCII));
            at += length + 1;
        }
        int type = query[at + 2];
        int end = at + 5; // the root, type and class
        InetAddress address = type == A ? known.get(name.toString()) : null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2); // its number
        out.writeShort(0x8180 | (known.containsKey(name.toString()) ? 0 : NO_SUCH_NAME));
        out.writeShort(1);
        out.writeShort(address == null ? 0 : 1);
        out.writeInt(0);
        out.write(query, HEADER, end - HEADER);
        if (address != null) {
            out.writeShort(0xc000 | HEADER);
            out.writeShort(A);
            out.writeShort(1);
            out.writeInt(1);
            out.writeShort(4);
            out.write(address.getAddress());
        }
        return bytes.toByteArray();
    }
}

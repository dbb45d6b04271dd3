package io.weft.proxy.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Clients in a process of their own, so that their end of a connection is not measured: each asks once, and stays. */
final class IdleClients implements AutoCloseable {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: web\r\n\r\n";
    private static final String READY = "ready";

    private final Process process;

    private IdleClients(Process process) {
        this.process = process;
    }

    /** Starts so many clients of this port. */
    static IdleClients start(int port, int clients) throws IOException {
        return new IdleClients(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleClients.class.getName(),
                        Integer.toString(port),
                        Integer.toString(clients))
                .redirectErrorStream(true)
                .start());
    }

    /** Waits until each has its answer. */
    void awaitAnswers() throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("the clients ended: " + said);
            }
            said.append(line).append('\n');
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code PORT CLIENTS}; ends with its standard input. */
    public static void main(String[] args) throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            idle.add(ask(Integer.parseInt(args[0])));
        }
        System.out.println(READY);
        System.out.flush();
        while (System.in.read() >= 0) {
            // whoever started us still lives
        }
        for (SocketChannel client : idle) {
            client.close();
        }
    }

    /** One that has asked and has its answer. */
    static SocketChannel ask(int port) throws IOException {
        SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(512);
        while (!new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).endsWith("ok")) {
            if (client.read(answer) < 0) {
                throw new IOException("closed without an answer");
            }
        }
        return client;
    }
}

package io.weft.e2e.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server that lets requests wait for ever, but for {@code /now}, and a client that has thousands of them wait. */
final class Crowd {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnow";

    private Crowd() {}

    /** {@code serve PORT}, or {@code call HOST PORT WAITING HEAD}, which ends when {@code /now} has been answered beside them. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("serve")) {
            serve(Integer.parseInt(arguments[1]));
        } else {
            call(
                    arguments[1],
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]));
        }
    }

    private static void serve(int port) throws IOException {
        try (ServerSocket listening = new ServerSocket(port, 1000)) {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> answer(client));
            }
        }
    }

    private static void answer(Socket client) {
        try (client) {
            byte[] request = new byte[512]; // whole, in one piece: it is small
            for (int read = client.getInputStream().read(request);
                    read > 0;
                    read = client.getInputStream().read(request)) {
                if (new String(request, 0, read, US_ASCII).startsWith("GET /now")) {
                    client.getOutputStream().write(ANSWER.getBytes(US_ASCII));
                }
            }
        } catch (IOException gone) {
            System.out.println(gone.getMessage());
        }
    }

    private static void call(String host, int port, int waiting, int head) throws IOException {
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            crowd.add(asked(host, port, "/" + i, head));
        }
        try (Socket client = asked(host, port, "/now", 0)) {
            client.setSoTimeout(60_000);
            System.out.println(new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)).readLine());
        }
        System.out.println("lost: " + crowd.stream().filter(Crowd::isLost).count());
    }

    /** {@code head}: characters of a header that nobody needs. */
    private static Socket asked(String host, int port, String path, int head) throws IOException {
        Socket client = new Socket(host, port);
        OutputStream out = client.getOutputStream();
        out.write("GET %s HTTP/1.1\r\nHost: %s\r\nX-Large: %s\r\n\r\n"
                .formatted(path, host, "x".repeat(head))
                .getBytes(US_ASCII));
        return client;
    }

    /** Whether it ended without an answer, if only one that the server could not be reached in time. */
    private static boolean isLost(Socket client) {
        try {
            client.setSoTimeout(1);
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException waits) {
            return false;
        } catch (IOException broken) {
            return true;
        }
    }
}

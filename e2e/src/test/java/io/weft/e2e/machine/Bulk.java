package io.weft.e2e.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that moves many bytes over HTTP/1.1; whoever receives reads slowly for a while, then as fast as it can.
 *
 * <p>{@code serve PORT}; {@code upload HOST PORT BYTES}; {@code download HOST PORT BYTES}. A client prints how many bytes the
 * receiver counted.
 */
final class Bulk {
    private static final int PIECE = 64 * 1024;
    private static final Duration SLOW = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern NUMBER = Pattern.compile("(?i)(?:content-length: |GET /)(\\d+)");

    private Bulk() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            serve(Integer.parseInt(args[1]));
            return;
        }
        long bytes = Long.parseLong(args[3]);
        try (Socket server = new Socket(args[1], Integer.parseInt(args[2]))) {
            System.out.println(args[0].equals("upload") ? upload(server, bytes) : download(server, bytes));
        }
    }

    private static void serve(int port) throws IOException {
        try (ServerSocket listening = new ServerSocket(port)) {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> answer(client));
            }
        }
    }

    private static void answer(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            long bytes = number(head);
            if (head.startsWith("GET")) {
                say(client, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + bytes + "\r\n\r\n");
                write(client.getOutputStream(), bytes);
            } else {
                String counted = Long.toString(readSlowly(client.getInputStream(), bytes));
                say(
                        client,
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + counted.length() + "\r\n\r\n"
                                + counted);
            }
        } catch (IOException | InterruptedException gone) {
            System.err.println(gone);
        }
    }

    private static String upload(Socket server, long bytes) throws IOException {
        say(server, "POST / HTTP/1.1\r\nHost: bulk\r\nContent-Length: " + bytes + "\r\n\r\n");
        write(server.getOutputStream(), bytes);
        // Not until the end of the connection: what the server closes, a proxy may keep.
        int length = (int) number(head(server.getInputStream()));
        return "received " + new String(server.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String download(Socket server, long bytes) throws IOException, InterruptedException {
        say(server, "GET /" + bytes + " HTTP/1.1\r\nHost: bulk\r\n\r\n");
        long length = number(head(server.getInputStream()));
        return "received " + readSlowly(server.getInputStream(), length);
    }

    private static long readSlowly(InputStream in, long bytes) throws IOException, InterruptedException {
        long slowUntil = System.nanoTime() + (bytes > 100L << 20 ? SLOW.toNanos() : 0);
        byte[] piece = new byte[PIECE];
        long read = 0;
        while (read < bytes) {
            int some = in.read(piece, 0, (int) Math.min(PIECE, bytes - read));
            if (some < 0) {
                break;
            }
            read += some;
            if (System.nanoTime() < slowUntil) {
                Thread.sleep(PAUSE);
            }
        }
        return read;
    }

    private static void write(OutputStream out, long bytes) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long left = bytes; left > 0; left -= Math.min(PIECE, left)) {
            out.write(piece, 0, (int) Math.min(PIECE, left));
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended within its head: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long number(String head) {
        Matcher number = NUMBER.matcher(head);
        return number.find() ? Long.parseLong(number.group(1)) : -1;
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}

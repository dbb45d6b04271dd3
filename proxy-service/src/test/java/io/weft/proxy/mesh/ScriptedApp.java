package io.weft.proxy.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An application that answers every HTTP/1 request, byte for byte, as a test says. What follows an answer that leaves HTTP it
 * says again, to the end.
 */
final class ScriptedApp implements AutoCloseable {
    /** The heads it got, each behind the number of its connection. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    /** The bodies it got, with their framing. */
    final List<String> bodies = new CopyOnWriteArrayList<>();

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final UnaryOperator<String> answer;

    /** {@code answer} makes a response of a request's head; one that says so, or an empty one, closes the connection. */
    ScriptedApp(UnaryOperator<String> answer) throws IOException {
        this.answer = answer;
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                int number = connections.incrementAndGet();
                threads.execute(() -> serve(client, number));
            }
        } catch (SocketException closed) {
            connections.set(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void serve(Socket client, int number) {
        try (client) {
            for (String head = until(client.getInputStream(), "\r\n\r\n");
                    !head.isEmpty();
                    head = until(client.getInputStream(), "\r\n\r\n")) {
                if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
                    bodies.add(chunked(client.getInputStream()));
                }
                heads.add(number + ": " + head);
                String said = answer.apply(head);
                if (said.isEmpty()) {
                    return;
                }
                client.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                if (said.startsWith("HTTP/1.1 101") || (head.startsWith("CONNECT ") && said.startsWith("HTTP/1.1 2"))) {
                    client.getInputStream().transferTo(client.getOutputStream());
                    return;
                }
                if (said.contains("\r\nConnection: close\r\n")) {
                    return;
                }
            }
        } catch (IOException gone) {
            heads.add(number + ": " + gone.getMessage());
        }
    }

    private static String chunked(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder(until(in, "\r\n0\r\n"));
        for (String trailer = until(in, "\r\n"); !trailer.equals("\r\n"); trailer = until(in, "\r\n")) {
            body.append(trailer);
        }
        return body.toString();
    }

    /** Up to and with {@code end}, or what there is when the peer ends. */
    static String until(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}

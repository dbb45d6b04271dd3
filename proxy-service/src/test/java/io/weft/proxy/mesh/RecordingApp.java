package io.weft.proxy.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that writes down every whole request it reads and answers it; what it cannot read without doubt, too. */
final class RecordingApp implements AutoCloseable {
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> read = new ArrayList<>(); // guarded by itself

    RecordingApp() throws IOException {
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What was read since the last call. */
    List<String> take() {
        synchronized (read) {
            List<String> taken = List.copyOf(read);
            read.clear();
            return taken;
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            StrictHttp1 requests = new StrictHttp1(new BufferedInputStream(client.getInputStream()));
            for (Optional<String> next = requests.next(); next.isPresent(); next = requests.next()) {
                note(next.get());
                client.getOutputStream().write(OK);
            }
        } catch (StrictHttp1.AmbiguousException ambiguous) {
            note("ambiguous " + ambiguous.getMessage());
        } catch (IOException gone) {
            // half a request is none
        }
    }

    private void note(String request) {
        synchronized (read) {
            read.add(request);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}

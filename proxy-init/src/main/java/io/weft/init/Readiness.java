package io.weft.init;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether the sidecar beside us is ready. */
interface Readiness {
    /** What it lacks; empty once it is ready. */
    String missing(int adminPort);

    /** Asks its admin port. A request by hand: an HTTP client would take longer to load than the sidecar to start. */
    static Readiness ofAdminPort() {
        return port -> {
            try (Socket socket = new Socket()) {
                int patience = 1000;
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
                socket.setSoTimeout(patience);
                socket.getOutputStream()
                        .write("GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
                String status = answer.lines().findFirst().orElse("an empty answer");
                return status.startsWith("HTTP/1.1 200") ? "" : status;
            } catch (IOException e) {
                return e.toString();
            }
        };
    }
}

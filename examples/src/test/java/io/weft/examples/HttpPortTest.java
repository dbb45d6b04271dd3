package io.weft.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpPortTest {
    /** More than the JDK's server keeps by itself. */
    private static final int MANY = 250;

    @Test
    void manyConnectionsThatHaveBeenAnsweredMayBeUsedAgain() throws Exception {
        List<Socket> connections = new ArrayList<>();
        try (HttpPort server = HttpPort.start(0, (method, path, query) -> HttpPort.Answer.notFound())) {
            for (int i = 0; i < MANY; i++) {
                connections.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            for (Socket each : connections) {
                assertThat(status(each)).isEqualTo("HTTP/1.1 200 OK");
            }
            for (Socket each : connections) {
                assertThat(status(each)).isEqualTo("HTTP/1.1 200 OK");
            }
        } finally {
            for (Socket each : connections) {
                each.close();
            }
        }
    }

    /** Of one request, whose answer is read to its end. */
    private static String status(Socket connection) throws IOException {
        connection.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(US_ASCII));
        BufferedReader answer = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        String first = answer.readLine();
        String line = first;
        while (line != null && !line.equals("ok")) {
            line = answer.readLine();
        }
        return String.valueOf(first);
    }
}

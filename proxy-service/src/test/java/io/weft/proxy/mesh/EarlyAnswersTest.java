package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 9110 §10.1.1, RFC 9112 §9.3: clients that wait to be asked for a body. */
class EarlyAnswersTest {
    private static final String EXPECT = "POST %s HTTP/1.1\r\nHost: web\r\nExpect: 100-continue\r\n%s\r\n\r\n";
    private static final String TOO_LARGE =
            "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nno!";

    private final RoutedMesh mesh = new RoutedMesh(
            head -> head.contains(" /large ") ? TOO_LARGE : RoutedMesh.ok("ok"), head -> RoutedMesh.ok("other"));

    EarlyAnswersTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void whoIsAnsweredBeforeItsBodyAndNeverSendsItIsNotWaitedFor() throws Exception {
        try (Socket client = mesh.connect()) {
            say(client, EXPECT.formatted("/large", "Content-Length: 10"));
            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 100 ");

            assertThat(RoutedMesh.exchange(client, ""))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("connection: close")
                    .endsWith("no!");
            assertThat(client.getInputStream().read()).as("the end").isNegative();
        }
    }

    @Test
    void whoSendsItsBodyKeepsItsConnection() throws Exception {
        try (Socket client = mesh.connect()) {
            say(client, EXPECT.formatted("/", "Transfer-Encoding: chunked"));
            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 100 ");

            assertThat(RoutedMesh.exchange(client, "3\r\nyes\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContainIgnoringCase("connection: close");
            assertThat(RoutedMesh.exchange(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n"))
                    .endsWith("ok");
        }
    }

    private static void say(Socket client, String text) throws Exception {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}

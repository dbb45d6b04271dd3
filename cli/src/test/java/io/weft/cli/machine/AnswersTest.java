package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AnswersTest {
    /** Else training would go on after the mesh was told to end, a minute for the services alone. */
    @Test
    void whoWasInterruptedStillIsOnceItIsClosed() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();

        Thread.currentThread().interrupt();
        new Answers(server, Executors.newVirtualThreadPerTaskExecutor()).close();

        assertThat(Thread.interrupted()).isTrue();
    }
}

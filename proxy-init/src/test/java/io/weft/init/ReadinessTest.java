package io.weft.init;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
    @ParameterizedTest
    @CsvSource({"200,''", "503,HTTP/1.1 503 Service Unavailable"})
    void readinessIsTheStatusOfItsPage(int status, String missing) throws IOException {
        HttpServer admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        admin.start();
        try {
            assertThat(Readiness.ofAdminPort().missing(admin.getAddress().getPort()))
                    .isEqualTo(missing);
        } finally {
            admin.stop(0);
        }
    }
}

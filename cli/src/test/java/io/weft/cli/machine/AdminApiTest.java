package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server at 127.0.0.1 whose certificate says otherwise, as at the end of a forwarded port. */
class AdminApiTest {
    private static final String NAME = "linkerd-identity.linkerd.svc";

    private final TestAuthority authority = TestAuthority.create();

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(shown(authority.leaf(NAME))));
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestHeaders().getFirst("Authorization").getBytes(US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void bearerOfATokenIsAnsweredByWhoeverProvesTheName() throws Exception {
        assertThat(ask(authority, NAME)).isEqualTo(new InNamespace.Response(200, "Bearer abc"));
    }

    @Test
    void otherNameIsRefusedAndSoIsAnotherAnchor() {
        assertThatThrownBy(() -> ask(authority, "linkerd-destination.linkerd.svc"))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> ask(TestAuthority.create(), NAME)).isInstanceOf(SSLHandshakeException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"error\": \"may not\"} | may not",
                "404 | {} | web-service answered 404: see linkerd check",
                "500 | oops | web-service answered 500: see linkerd check",
            })
    void refusalSaysWhy(int status, String body, String message) {
        assertThatThrownBy(() -> new AdminApi("web-service").body(new InNamespace.Response(status, body)))
                .isInstanceOf(MachineException.class)
                .hasMessage(message);
    }

    private InNamespace.Response ask(TestAuthority trusted, String name) throws Exception {
        return AdminApi.ask(
                URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/"),
                NamedSockets.trusting(Pem.of(trusted.anchors()).getBytes(US_ASCII), name),
                "abc");
    }

    private static SSLContext shown(Leaf leaf) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("leaf", leaf.key(), new char[0], leaf.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}

package io.weft.cli.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.LeafSpec;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** cli, 7: identity. */
class IdentityCommandTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    private final Printed printed = new Printed();
    private final Leaf leaf = TestAuthority.create()
            .leaf(LeafSpec.of(WEB).valid(Instant.parse("2026-01-02T03:04:05Z"), Instant.parse("2026-11-12T13:14:15Z")));
    private String environment = "{\"LINKERD2_PROXY_IDENTITY_LOCAL_NAME\":\"" + WEB + "\"}";

    private final class Inside implements MeshInside {
        @Override
        public String destination(String pathAndQuery) {
            throw new AssertionError(pathAndQuery);
        }

        @Override
        public String identity(String pathAndQuery) {
            throw new AssertionError(pathAndQuery);
        }

        @Override
        public String viz(String pathAndQuery) {
            throw new AssertionError(pathAndQuery);
        }

        @Override
        public List<Pod> pods(String selector) {
            return Stream.of(new Pod("shop", "web-1", "web", ""), new Pod("shop", "web-2", "web", ""))
                    .filter(pod -> selector.isEmpty() || selector.equals("app=" + pod.name()))
                    .toList();
        }

        @Override
        public List<Pod> services() {
            return List.of();
        }

        @Override
        public String page(Pod pod, int port, String path, Duration patience) {
            assertThat(path).isEqualTo("/env.json?LINKERD2_PROXY_IDENTITY_LOCAL_NAME");
            return environment;
        }

        @Override
        public List<X509Certificate> shown(Pod pod, String name, Duration patience) {
            assertThat(name).isEqualTo(WEB);
            return leaf.chain();
        }
    }

    private int identity(String... arguments) {
        CommandLine line = new CommandLine(new IdentityCommand(printed.console(), place -> new Inside()));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            printed.console().note(String.valueOf(failure.getMessage()));
            return 1;
        });
        return line.execute(arguments);
    }

    @Test
    void everyPodsCertificateIsPrintedUnderItsName() {
        assertThat(identity("-n", "shop", "deploy/web")).isZero();

        assertThat(printed.out())
                .startsWith("POD web-1 (1 of 2)\nCertificate:\n    Data:\n        Version: 3 (0x2)\n")
                .contains(
                        "POD web-2 (2 of 2)\n",
                        "            Not Before: Jan  2 03:04:05 2026 GMT\n",
                        "            Not After : Nov 12 13:14:15 2026 GMT\n",
                        "            Public Key Algorithm: EC\n                Public-Key: (256 bit)\n",
                        "                CA:FALSE\n",
                        "                DNS:" + WEB + "\n");
    }

    @ParameterizedTest
    @CsvSource({"-l app=web-2, 1", "po/web-1 web-2, 2", "deploy/web -l app=web-1, 1"})
    void podsAreMeantByNamesAndByLabels(String arguments, int pods) {
        assertThat(identity(("-n shop " + arguments).split(" "))).isZero();

        assertThat(printed.out().lines().filter(line -> line.startsWith("POD ")))
                .hasSize(pods);
    }

    @Test
    void nobodyIsMeantByLabelsThatNobodyHasOrByNothing() {
        assertThat(identity("-n", "shop", "-l", "app=votes")).isEqualTo(1);
        assertThat(printed.err()).contains("there is no pod labelled app=votes in namespace shop");

        assertThat(identity("-n", "shop")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"{} | web-1 has no identity of the mesh", "not here | web-1 has no sidecar that says who it is"})
    void aPodThatIsNobodyIsNamed(String answer, String why) {
        environment = answer;

        assertThat(identity("-n", "shop", "web-1")).isEqualTo(1);

        assertThat(printed.err()).contains(why);
    }

    @Test
    void whatAServerShowsIsReadWhoeverSignedIt() throws IOException, GeneralSecurityException, InterruptedException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> shakeHands(listening));

            try (Socket connection = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
                assertThat(ShownCertificates.to(connection, WEB, Duration.ofSeconds(30)))
                        .isEqualTo(leaf.chain());
            }
            server.join();
        }
    }

    private void shakeHands(ServerSocket listening) {
        try (SSLSocket accepted = (SSLSocket)
                context().getSocketFactory().createSocket(listening.accept(), null, listening.getLocalPort(), true)) {
            accepted.setUseClientMode(false);
            accepted.startHandshake();
        } catch (IOException | GeneralSecurityException gone) {
            // the client has what it wanted
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("leaf", leaf.key(), new char[0], leaf.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}

package io.weft.destination.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.service.https.ServingCertificate;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as a cluster's API server meets it. */
class WebhooksTest {
    private static final String POLICY = "linkerd-policy-validator.linkerd.svc";
    private static final String PROFILE = "linkerd-sp-validator.linkerd.svc";
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final Leaf POLICY_LEAF = AUTHORITY.leaf(POLICY);
    private static final Leaf PROFILE_LEAF = AUTHORITY.leaf(PROFILE);
    private static ConfigurableApplicationContext context;
    private static int port;
    private static int management;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        port = FreePorts.take();
        management = FreePorts.take();
        context = run(
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--mesh.webhooks.policy=" + secret(directory.resolve("policy"), POLICY_LEAF),
                "--mesh.webhooks.profile=" + secret(directory.resolve("profile"), PROFILE_LEAF),
                "--mesh.feed.folder.path=" + Files.createDirectory(directory.resolve("manifests")),
                "--mesh.feed.folder.state=" + Files.createDirectory(directory.resolve("run")));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void eachNameHasItsCertificate() throws Exception {
        assertThat(served(POLICY)).isEqualTo(POLICY_LEAF.certificate());
        assertThat(served(PROFILE)).isEqualTo(PROFILE_LEAF.certificate());
    }

    @Test
    void aChangedCertificateIsServedWithoutARestart() throws Exception {
        SslBundleRegistry registry = context.getBean(SslBundleRegistry.class);
        Leaf next = AUTHORITY.leaf(PROFILE);
        registry.updateBundle("sp-validator", bundle(next));
        try {
            assertThat(served(PROFILE)).isEqualTo(next.certificate());
            assertThat(served(POLICY)).isEqualTo(POLICY_LEAF.certificate());
        } finally {
            registry.updateBundle("sp-validator", bundle(PROFILE_LEAF));
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithFieldValueAndWhatIsAllowed() throws Exception {
        assertThat(post(POLICY, "/", """
                        {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server",
                         "metadata":{"namespace":"shop","name":"web"},"spec":{"podSelector":{},"port":0}}""")).startsWith("HTTP/1.1 200").endsWith("""
                        "response":{"uid":"u-1","allowed":false,"status":{"code":400,"message":"spec.port is '0': \
                        a number from 1 to 65535, or a port's name (1 to 15 of a-z, 0-9 and single '-', with a letter \
                        among them), is allowed"}}}""");
    }

    @Test
    void whatCanBeUsedIsLetIn() throws Exception {
        assertThat(post(PROFILE, "/", """
                        {"apiVersion":"linkerd.io/v1alpha2","kind":"ServiceProfile",
                         "metadata":{"namespace":"shop","name":"web.shop.svc.cluster.local"},"spec":{}}""")).endsWith("\"response\":{\"uid\":\"u-1\",\"allowed\":true}}");
    }

    @Test
    void nothingElseIsFoundThere() throws Exception {
        assertThat(post(POLICY, "/validate", "{}")).startsWith("HTTP/1.1 404");
        assertThat(post(POLICY, "/actuator/health", "{}")).startsWith("HTTP/1.1 404");
    }

    @Test
    void withoutCertificatesItDoesNotStart() {
        assertThatThrownBy(() -> run("--server.port=0", "--management.server.port=0"))
                .hasStackTraceContaining("mesh.webhooks.policy");
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        SpringApplication application = new SpringApplication(DestinationApplication.class);
        application.setAdditionalProfiles("webhooks");
        return application.run(Stream.concat(Arrays.stream(arguments), Stream.of("--spring.grpc.server.port=0"))
                .toArray(String[]::new));
    }

    private static Path secret(Path directory, Leaf leaf) throws IOException {
        Files.createDirectory(directory);
        Pem.write(directory.resolve("tls.crt"), Pem.of(leaf.chain()));
        Pem.writePrivate(directory.resolve("tls.key"), Pem.of(leaf.key()));
        return directory;
    }

    private static SslBundle bundle(Leaf leaf) {
        return ServingCertificate.ofPem(Pem.of(leaf.chain()), Pem.of(leaf.key()))
                .bundle();
    }

    private static Certificate served(String name) throws Exception {
        try (SSLSocket socket = connect(name)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String post(String name, String path, String object) throws Exception {
        String review =
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u-1\",\"object\":"
                        + object + "}}";
        byte[] body = review.getBytes(StandardCharsets.UTF_8);
        try (SSLSocket socket = connect(name)) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static SSLSocket connect(String name) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("anchor", AUTHORITY.anchors().getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(30_000);
        return socket;
    }
}

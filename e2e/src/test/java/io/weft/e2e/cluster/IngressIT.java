package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Ingress that users start from, to the letter but for its quotes. The application lets in nobody but the ingress, and only with
 * the header.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
@InstalledBy(Installation.INGRESS)
class IngressIT {
    private static final String APP = "my-app";
    private static final String HOST = "app.example.com";
    private static final int HTTP = 8080;
    private static final int HTTPS = 8443;
    private static final int ADMIN = 4191;
    private static final String ADDRESS = "203.0.113.5";

    private final SharedMesh mesh;
    private final TestAuthority authority = TestAuthority.create();
    private final Leaf leaf = authority.leaf(HOST);

    IngressIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void open() {
        mesh.namespace(APP, true);
        mesh.apply(SharedMesh.file("ingress-app.yaml"));
        mesh.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(APP)
                        .withName("my-app-cert")
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", Pem.of(leaf.chain()), "tls.key", Pem.of(leaf.key())))
                        .build())
                .serverSideApply();
        mesh.apply(SharedMesh.file("brief/ingress.yaml"));
        mesh.awaitDeployments(APP);
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);
    }

    /** The handshake fails unless the certificate is the Secret's. */
    @Test
    void httpsEndsHereAndTheApplicationIsAskedWithTheHeaderAndAsTheIngress() {
        Eventually.is("answer to HTTPS", "HTTP/1.1 200 OK", () -> answer(HTTPS));
    }

    @Test
    void plainPortServesTheSameAndTheHeaderOfTheRuleStands() {
        Eventually.is("answer to HTTP", "HTTP/1.1 200 OK", () -> answer(HTTP));
    }

    @Test
    void requestIsMutualTlsByTheSidecarOfTheIngress() throws Exception {
        Eventually.is("answer to HTTP", "HTTP/1.1 200 OK", () -> answer(HTTP));

        try (ForwardedPort admin = ForwardedPort.to(mesh.client, mesh.component("ingress"), ADMIN)) {
            assertThat(admin.text("/metrics").lines())
                    .anyMatch(line -> line.startsWith("request_total{")
                            && line.contains("direction=\"outbound\"")
                            && line.contains("dst_service=\"my-app\"")
                            && line.contains("tls=\"true\""));
        }
    }

    @Test
    void statusSaysWhatTheLoadBalancerSays() {
        mesh.client
                .services()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName("linkerd-ingress")
                .editStatus(service -> new ServiceBuilder(service)
                        .editOrNewStatus()
                        .withNewLoadBalancer()
                        .withIngress(
                                new LoadBalancerIngressBuilder().withIp(ADDRESS).build())
                        .endLoadBalancer()
                        .endStatus()
                        .build());

        Eventually.is("addresses of the Ingress", List.of(ADDRESS), this::addresses);
    }

    private List<String> addresses() {
        return mesh
                .client
                .network()
                .v1()
                .ingresses()
                .inNamespace(APP)
                .withName(APP)
                .get()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .stream()
                .map(IngressLoadBalancerIngress::getIp)
                .toList();
    }

    /** The first line of the answer to one request; what went wrong if there is none. */
    private String answer(int port) {
        try (LocalPortForward forward =
                        mesh.client.pods().resource(mesh.component("ingress")).portForward(port);
                Socket socket = connect(forward.getLocalPort(), port == HTTPS)) {
            socket.getOutputStream()
                    .write(("GET /healthz HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("nothing");
        } catch (IOException | GeneralSecurityException failed) {
            return failed.toString();
        }
    }

    private Socket connect(int port, boolean tls) throws IOException, GeneralSecurityException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        if (!tls) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket(plain, HOST, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(HOST)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("anchor", authority.anchors().getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

package io.weft.identity.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.IdentityGrpc;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import io.weft.testkit.openapi.OpenApiLint;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP port from an operator's side: the mesh's anchors verify it, a token opens it. */
class AdminApiTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String TOKEN = "4f1c0e6ad2b94b0f9a35c2de7b81e660";
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @TempDir
    private static Path directory = Path.of("");

    private static Optional<Service> started = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        Pem.write(directory.resolve("ca-bundle.crt"), Pem.of(AUTHORITY.anchors()));
        Pem.write(directory.resolve("issuer.crt"), Pem.of(AUTHORITY.issuerRsa().chain()));
        Pem.writePrivate(
                directory.resolve("issuer.key"), Pem.of(AUTHORITY.issuerRsa().key()));
        Pem.writePrivate(
                directory.resolve("token.key"), Pem.of(AUTHORITY.issuerP256().key()));
        Pem.writePrivate(directory.resolve("admin-token"), TOKEN);
        started = Optional.of(new Service(directory, "--mesh.admin.token-file=" + directory.resolve("admin-token")));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(Service::close);
    }

    @Test
    void anchorsAreTold() throws Exception {
        JsonNode answer = json("/api/v1/anchors");
        X509Certificate anchor = AUTHORITY.anchors().getFirst();
        assertThat(answer.path("version").asString()).hasSize(64);
        assertThat(answer.path("anchors").size()).isEqualTo(1);
        assertThat(answer.path("anchors").path(0).path("subject").asString())
                .isEqualTo(anchor.getSubjectX500Principal().getName());
        assertThat(answer.path("anchors").path(0).path("notAfter").asString())
                .isEqualTo(anchor.getNotAfter().toInstant().toString());
    }

    @Test
    void issuerIsToldWithItsExpiryAndNoKey() throws Exception {
        JsonNode answer = json("/api/v1/issuer");
        X509Certificate issuer = AUTHORITY.issuerRsa().certificate();
        assertThat(answer.path("ready").asBoolean()).isTrue();
        assertThat(answer.has("problem")).isFalse();
        assertThat(answer.path("trustedUntil").asString())
                .isEqualTo(issuer.getNotAfter().toInstant().toString());
        assertThat(answer.path("chain").path(0).path("key").asString()).isEqualTo("RSA 2048");
        assertThat(answer.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void issuancesAreToldTheNewestFirst() throws Exception {
        certify();
        certify();
        JsonNode answer = json("/api/v1/issuances");
        assertThat(answer.path("total").asInt()).isEqualTo(2);
        assertThat(answer.path("recent").path(0).path("identity").asString()).isEqualTo(WEB);
        assertThat(answer.path("recent").path(0).path("serial").asInt())
                .isGreaterThan(answer.path("recent").path(1).path("serial").asInt());
    }

    @Test
    void documentIsSoundAndDescribesWhatIsServed() throws Exception {
        assertThat(OpenApiLint.faults(
                        json("/api/v1/openapi.json").toString(),
                        service()
                                .context
                                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                                .getHandlerMethods()
                                .keySet(),
                        "/api/"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/anchors", "/api/v1/issuer", "/api/v1/issuances", "/api/v1/openapi.json"})
    void nobodyIsAnsweredWithoutTheToken(String path) throws Exception {
        assertThat(get(path, "Bearer " + "x".repeat(32)).statusCode()).isEqualTo(401);
        assertThat(service().get(path).statusCode())
                .as("on the management port")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/health", "/actuator/prometheus", "/"})
    void managementsPathsAreNotOnThisPort(String path) throws Exception {
        assertThat(get(path, "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void strangersAnchorDoesNotVerifyThePort() {
        assertThatThrownBy(() -> get(client(TestAuthority.create()), "/api/v1/issuer", "Bearer " + TOKEN))
                .isInstanceOf(SSLException.class);
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path, "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> get(String path, String authorization) throws Exception {
        return get(client(AUTHORITY), path, authorization);
    }

    private static HttpResponse<String> get(HttpClient client, String path, String authorization)
            throws IOException, InterruptedException {
        try (client) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + service().api + path))
                            .header("Authorization", authorization)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpClient client(TestAuthority trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("anchor", trusted.anchors().getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static void certify() throws Exception {
        TokenKeys keys = new TokenKeys();
        keys.update(Optional.of(Files.readString(directory.resolve("token.key"))));
        byte[] token = new TokenMint(keys, Clock.systemUTC())
                .mint(new ServiceAccount("shop", "web"), "web-1")
                .token();
        assertThat(IdentityGrpc.newBlockingStub(service().channel)
                        .withDeadlineAfter(20, SECONDS)
                        .certify(CertifyRequest.newBuilder()
                                .setIdentity(WEB)
                                .setToken(ByteString.copyFrom(token))
                                .setCertificateSigningRequest(
                                        ByteString.copyFrom(TestCsr.of(WEB).der()))
                                .build())
                        .getLeafCertificate())
                .isNotEmpty();
    }

    private static Service service() {
        return started.orElseThrow();
    }
}

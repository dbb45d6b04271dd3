package io.weft.identity.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.testkit.cluster.FakeApiServer;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import io.weft.testkit.pki.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The service as a pod runs it: a Secret and a ConfigMap mounted, tokens reviewed by an API server. */
@ExtendWith(OutputCaptureExtension.class)
class ClusterModeTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3ZWIifQ.c2lnbmF0dXJl";
    private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";

    @TempDir
    private Path mounts = Path.of("");

    private final TestAuthority authority = TestAuthority.create();
    private final FakeApiServer server = new FakeApiServer();

    @BeforeEach
    void mountTrustRoots() throws IOException {
        Pem.write(directory("trust-roots").resolve("ca-bundle.crt"), Pem.of(authority.anchors()));
        directory("issuer");
        answer("""
                {"authenticated": true, "audiences": ["identity.l5d.io"],
                 "user": {"username": "system:serviceaccount:shop:web"}}""");
        server.answer("/api/v1/namespaces/linkerd/events", 201, UnaryOperator.identity());
        server.answer("/api/v1/namespaces/shop/events", 201, UnaryOperator.identity());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"crt.pem, key.pem, P256", "tls.crt, tls.key, P384", "tls.crt, tls.key, RSA2048"})
    void secretOfEitherSchemeSignsAndItsSuccessorToo(String certificate, String key, KeyKind kind) throws Exception {
        TestIssuer first = authority.issuer(kind);
        TestIssuer second = authority.issuer(kind, Duration.ofDays(30));
        mount("..2026_1", certificate, key, first);
        try (Service service = start()) {
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(signer(service)).isEqualTo(der(first));

            mount("..2026_2", certificate, key, second);
            await(() -> signer(service).equals(der(second)));
            await(() -> reasons("/api/v1/namespaces/linkerd/events").contains("IssuerUpdated"));
            await(() -> reasons("/api/v1/namespaces/shop/events").contains("IssuedLeafCertificate"));
        }
    }

    @Test
    void badRenewalIsRefusedWithAnEventAndTheOldIssuerKeepsSigning() throws Exception {
        TestIssuer first = authority.issuerP256();
        mount("..2026_1", "tls.crt", "tls.key", first);
        try (Service service = start()) {
            mount("..2026_2", "tls.crt", "tls.key", TestAuthority.create().issuerP256());
            await(() -> reasons("/api/v1/namespaces/linkerd/events").contains("IssuerUpdateSkipped"));

            assertThat(signer(service)).isEqualTo(der(first));
            assertThat(service.metric("identity_issuer_reloads_total{result=\"skipped\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void refusalsHaveTheirStatusAndNoTokenIsLogged(CapturedOutput log) throws Exception {
        mount("..2026_1", "crt.pem", "key.pem", authority.issuerP256());
        try (Service service = start()) {
            answer("{\"authenticated\": false}");
            assertThat(status(service)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            answer("{\"error\": \"" + TOKEN + " has expired\"}");
            assertThat(status(service)).isEqualTo(Status.Code.INVALID_ARGUMENT);
            answer("""
                    {"authenticated": true, "audiences": ["identity.l5d.io"],
                     "user": {"username": "system:serviceaccount:bank:web"}}""");
            assertThat(status(service)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            server.answer(REVIEWS, 403, "{\"kind\": \"Status\", \"message\": \"" + TOKEN + "\"}");
            assertThat(status(service)).isEqualTo(Status.Code.INTERNAL);
            server.close();
            assertThat(status(service)).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(service.metric("identity_certifications_total{outcome=\"reviewer_away\"}"))
                    .isEqualTo(1);
        }
        for (String part : TOKEN.split("\\.", -1)) {
            assertThat(log.getAll()).doesNotContain(part);
        }
    }

    private List<String> reasons(String path) {
        return server.asked().stream()
                .filter(asked -> asked.path().equals(path))
                .map(asked -> asked.body().replaceAll(".*\"reason\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    private Service start() throws IOException {
        return Service.inCluster(
                server.url(),
                "--mesh.identity.issuer-directory=" + mounts.resolve("issuer"),
                "--mesh.identity.trust-roots-directory=" + mounts.resolve("trust-roots"));
    }

    /** As the kubelet does it: a directory of the new version, and a link that is switched to it. */
    private void mount(String version, String certificate, String key, TestIssuer issuer) throws IOException {
        Path volume = mounts.resolve("issuer");
        Path content = Files.createDirectory(volume.resolve(version));
        Pem.write(content.resolve(certificate), Pem.of(issuer.chain()));
        Pem.writePrivate(content.resolve(key), Pem.of(issuer.key()));
        Pem.write(content.resolve("ca.crt"), Pem.of(authority.anchors()));
        Path next = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(version));
        Files.move(next, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (String name : new String[] {certificate, key, "ca.crt"}) {
            if (!Files.exists(volume.resolve(name))) {
                Files.createSymbolicLink(volume.resolve(name), Path.of("..data", name));
            }
        }
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectory(mounts.resolve(name));
    }

    private void answer(String status) {
        server.answer(
                REVIEWS,
                201,
                "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\", \"status\": " + status
                        + "}");
    }

    private static ByteString signer(Service service) {
        return certify(service).getIntermediateCertificates(0);
    }

    private static ByteString der(TestIssuer issuer) throws CertificateEncodingException {
        return ByteString.copyFrom(issuer.certificate().getEncoded());
    }

    private static Status.Code status(Service service) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> certify(service));
        assertThat(refused).as("it was certified").isNotNull();
        return refused.getStatus().getCode();
    }

    private static CertifyResponse certify(Service service) {
        return IdentityGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(20, SECONDS)
                .certify(CertifyRequest.newBuilder()
                        .setIdentity(WEB)
                        .setToken(ByteString.copyFromUtf8(TOKEN))
                        .setCertificateSigningRequest(
                                ByteString.copyFrom(TestCsr.of(WEB).der()))
                        .build());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("it never comes").isLessThan(deadline);
        }
    }
}

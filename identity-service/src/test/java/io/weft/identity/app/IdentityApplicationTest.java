package io.weft.identity.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.MintRequest;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.api.weftidentity.WorkloadTokensGrpc;
import io.weft.identity.pem.PemText;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityApplicationTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String OTHER = "api.shop.serviceaccount.identity.linkerd.cluster.local";

    @TempDir
    private static Path directory = Path.of("");

    private static Optional<Service> started = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        started = Optional.of(new Service(directory.resolve("identity"), "--mesh.identity.bootstrap=true"));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(Service::close);
    }

    @Test
    void bootstrappedServiceCertifiesAWorkload() throws Exception {
        CertifyResponse answer = certify(WEB, token("web"), TestCsr.of(WEB));
        X509Certificate leaf = certificate(answer.getLeafCertificate());
        X509Certificate issuer = certificate(answer.getIntermediateCertificates(0));
        X509Certificate anchor = PemText.certificates(Files.readString(directory.resolve("identity/ca-bundle.crt")))
                .getFirst();

        leaf.verify(issuer.getPublicKey());
        issuer.verify(anchor.getPublicKey());
        assertThat(answer.getIntermediateCertificatesCount()).isEqualTo(1);
        assertThat(leaf.getSubjectAlternativeNames()).hasToString("[[2, " + WEB + "]]");
        assertThat(answer.getValidUntil().getSeconds())
                .isEqualTo(leaf.getNotAfter().toInstant().getEpochSecond());
    }

    @Test
    void refusalsHaveTheirStatus() throws Exception {
        ByteString token = token("web");
        assertThat(status(WEB, token, TestCsr.of(OTHER))).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(status(OTHER, token, TestCsr.of(OTHER))).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(status("", token, TestCsr.of(WEB))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status(WEB, ByteString.copyFromUtf8("x"), TestCsr.of(WEB))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status(WEB, token, TestCsr.of(WEB).key(KeyKind.P384))).isEqualTo(Status.Code.INTERNAL);
    }

    @Test
    void tokensAreNotMintedOnTheNetwork() {
        assertThatThrownBy(() -> WorkloadTokensGrpc.newBlockingStub(service().channel)
                        .withDeadlineAfter(20, SECONDS)
                        .mint(MintRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void reflectionIsOff() {
        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                        service().channel,
                        ServerReflectionGrpc.getServerReflectionInfoMethod(),
                        CallOptions.DEFAULT.withDeadlineAfter(20, SECONDS),
                        ServerReflectionRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void bundleIsToldToClientsThatTheSidecarVerified() throws Exception {
        Bundle bundle = watch(service(), WEB).next();
        assertThat(bundle.getAnchorsCount()).isEqualTo(1);
        assertThat(certificate(bundle.getAnchors(0)).getSubjectX500Principal().getName())
                .isEqualTo("CN=identity.linkerd.cluster.local");
        assertThat(bundle.getVersion()).hasSize(64);
    }

    @Test
    void bundleIsNotToldToOthers() {
        assertThatThrownBy(() -> watch(service()).next()).hasMessageStartingWith("UNAUTHENTICATED");
        assertThatThrownBy(() -> watch(service(), "").next()).hasMessageStartingWith("UNAUTHENTICATED");
        assertThatThrownBy(() -> watch(service(), WEB, OTHER).next()).hasMessageStartingWith("UNAUTHENTICATED");
    }

    @Test
    void metricsTellOutcomesAndTheIssuersTime() throws Exception {
        certify(WEB, token("web"), TestCsr.of(WEB));
        String metrics = service().get("/metrics").body();

        double ttl = Double.parseDouble(metrics.lines()
                .filter(line -> line.startsWith("issuer_cert_ttl_seconds "))
                .findFirst()
                .orElseThrow()
                .split(" ", -1)[1]);
        assertThat(ttl)
                .isBetween(
                        Duration.ofDays(364).toSeconds() * 1.0,
                        Duration.ofDays(366).toSeconds() * 1.0);
        assertThat(metrics)
                .containsPattern("identity_certifications_total\\{outcome=\"issued\"} [1-9]")
                .contains("identity_certifications_total{outcome=\"issuer_untrusted\"} 0.0")
                .contains("identity_issuer_reloads_total{result=\"loaded\"} 1.0")
                .contains("grpc_server_handled_total{grpc_code=\"OK\",grpc_method=\"Certify\"");
    }

    @Test
    void serviceIsReadyAndHasNoOtherPages() throws Exception {
        assertThat(service().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(service().get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(service().get("/actuator/env").statusCode()).isEqualTo(404);
    }

    @Test
    void serviceWithoutKeysWaitsForThemAndTellsOfNewAnchors(@TempDir Path empty) throws Exception {
        TestAuthority authority = TestAuthority.create();
        TestAuthority next = TestAuthority.create();
        try (Service waiting = new Service(empty)) {
            assertThat(waiting.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(waiting.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(statusOf(() -> call(waiting, WEB, ByteString.copyFromUtf8("x"), TestCsr.of(WEB))))
                    .isEqualTo(Status.Code.UNAVAILABLE);

            Files.copy(directory.resolve("identity/token.key"), empty.resolve("token.key"));
            Pem.write(empty.resolve("ca-bundle.crt"), Pem.of(authority.anchors()));
            Pem.write(empty.resolve("issuer.crt"), Pem.of(authority.issuerP256().chain()));
            Pem.writePrivate(
                    empty.resolve("issuer.key"), Pem.of(authority.issuerP256().key()));
            awaitReady(waiting);
            assertThat(call(waiting, WEB, token("web"), TestCsr.of(WEB)).getIntermediateCertificates(0))
                    .isEqualTo(ByteString.copyFrom(
                            authority.issuerP256().certificate().getEncoded()));

            Iterator<Bundle> bundles = watch(waiting, WEB);
            assertThat(bundles.next().getAnchorsCount()).isEqualTo(1);
            List<X509Certificate> both = new ArrayList<>(authority.anchors());
            both.addAll(next.anchors());
            Pem.write(empty.resolve("ca-bundle.crt"), Pem.of(both));
            assertThat(bundles.next().getAnchorsList())
                    .isEqualTo(List.of(
                            ByteString.copyFrom(both.get(0).getEncoded()),
                            ByteString.copyFrom(both.get(1).getEncoded())));
        }
    }

    private static Service service() {
        return started.orElseThrow();
    }

    private static void awaitReady(Service service) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (service.get("/actuator/health/readiness").statusCode() != 200) {
            assertThat(System.nanoTime()).as("it never gets ready").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static Iterator<Bundle> watch(Service service, String... clientIds) {
        Metadata headers = new Metadata();
        for (String id : clientIds) {
            headers.put(Metadata.Key.of("l5d-client-id", Metadata.ASCII_STRING_MARSHALLER), id);
        }
        return TrustBundleGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(20, SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .watch(WatchRequest.getDefaultInstance());
    }

    /** A token of the bootstrapped service's own key. */
    private static ByteString token(String account) throws Exception {
        TokenKeys keys = new TokenKeys();
        keys.update(Optional.of(Files.readString(directory.resolve("identity/token.key"))));
        return ByteString.copyFrom(new TokenMint(keys, Clock.systemUTC())
                .mint(new ServiceAccount("shop", account), account + "-1")
                .token());
    }

    private static CertifyResponse certify(String identity, ByteString token, TestCsr csr) {
        return call(service(), identity, token, csr);
    }

    private static CertifyResponse call(Service service, String identity, ByteString token, TestCsr csr) {
        return IdentityGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(20, SECONDS)
                .certify(CertifyRequest.newBuilder()
                        .setIdentity(identity)
                        .setToken(token)
                        .setCertificateSigningRequest(ByteString.copyFrom(csr.der()))
                        .build());
    }

    private static Status.Code status(String identity, ByteString token, TestCsr csr) {
        return statusOf(() -> certify(identity, token, csr));
    }

    private static Status.Code statusOf(Runnable call) {
        try {
            call.run();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static X509Certificate certificate(ByteString der) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    }
}

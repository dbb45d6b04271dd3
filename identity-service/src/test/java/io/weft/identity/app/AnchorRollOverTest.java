package io.weft.identity.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import io.weft.testkit.pki.TestIssuer;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three steps of a roll-over, walked by an operator who only changes files, beside a workload that watches the bundle, asks
 * for leaves all the time, and never starts again.
 */
class AnchorRollOverTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    @TempDir
    private Path directory = Path.of("");

    private final TestAuthority old = TestAuthority.create();
    private final TestAuthority next = TestAuthority.create(KeyKind.RSA2048, Instant.now());

    @BeforeEach
    void startOfTheOldMesh() {
        anchors(old);
        issuer(old.issuerP256());
        Pem.writePrivate(
                directory.resolve("token.key"), Pem.of(KeyKind.P256.generate().getPrivate()));
    }

    @Test
    void anchorIsReplacedInThreeStepsAndNobodyStartsAgainOrIsRefused() throws Exception {
        try (Service service = new Service(directory);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Iterator<Bundle> bundle = watch(service);
            assertThat(bundle.next().getAnchorsList()).isEqualTo(der(old));
            AtomicBoolean over = new AtomicBoolean();
            Future<Integer> renewals = threads.submit(() -> renewUntil(over, service));
            List<X509Certificate> before = certify(service);

            anchors(old, next);
            Bundle both = bundle.next();
            assertThat(both.getAnchorsList()).isEqualTo(der(old, next));
            assertThat(verifies(before, both)).as("old leaf, both anchors").isTrue();

            issuer(next.issuerP256());
            List<X509Certificate> after = awaitLeafOf(next.issuerP256(), service);
            assertThat(verifies(before, both)).as("old leaf meets new one").isTrue();
            assertThat(verifies(after, both)).as("new leaf meets old one").isTrue();

            anchors(next);
            Bundle rest = bundle.next();
            assertThat(rest.getAnchorsList()).isEqualTo(der(next));
            assertThat(verifies(after, rest)).as("new leaf, new anchor").isTrue();
            assertThat(verifies(before, rest)).as("old leaf, new anchor").isFalse();
            assertThat(certify(service).get(1)).isEqualTo(next.issuerP256().certificate());

            over.set(true);
            assertThat(renewals.get(20, SECONDS))
                    .as("renewals, none of them refused")
                    .isPositive();
            assertThat(service.metric("identity_certifications_total{outcome=\"issuer_untrusted\"}"))
                    .isZero();
        }
    }

    @Test
    void issuerOfAnAnchorThatIsNotInTheBundleYetIsNotUsedAndOneStepLaterItIs() throws Exception {
        try (Service service = new Service(directory)) {
            Iterator<Bundle> bundle = watch(service);
            bundle.next();
            issuer(next.issuerP256());
            await(service, "identity_issuer_reloads_total{result=\"skipped\"}");
            assertThat(certify(service).get(1)).isEqualTo(old.issuerP256().certificate());

            anchors(old, next);
            assertThat(bundle.next().getAnchorsCount()).isEqualTo(2);
            assertThat(awaitLeafOf(next.issuerP256(), service)).hasSize(2);
        }
    }

    private void anchors(TestAuthority... authorities) {
        Pem.write(
                directory.resolve("ca-bundle.crt"),
                Stream.of(authorities)
                        .map(authority -> Pem.of(authority.anchors()))
                        .collect(Collectors.joining()));
    }

    private void issuer(TestIssuer issuer) {
        Pem.writePrivate(directory.resolve("issuer.key"), Pem.of(issuer.key()));
        Pem.write(directory.resolve("issuer.crt"), Pem.of(issuer.chain()));
    }

    private int renewUntil(AtomicBoolean over, Service service) throws Exception {
        int renewals = 0;
        while (!over.get()) {
            certify(service); // throws if it is refused
            renewals++;
        }
        return renewals;
    }

    private List<X509Certificate> awaitLeafOf(TestIssuer issuer, Service service) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (true) {
            List<X509Certificate> chain = certify(service);
            if (chain.get(1).equals(issuer.certificate())) {
                return chain;
            }
            assertThat(System.nanoTime()).as("the issuer is never used").isLessThan(deadline);
        }
    }

    private static void await(Service service, String series) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (service.metric(series) == 0) {
            assertThat(System.nanoTime()).as(series).isLessThan(deadline);
        }
    }

    /** The leaf, then what leads to an anchor. */
    private List<X509Certificate> certify(Service service) throws Exception {
        TokenKeys keys = new TokenKeys();
        keys.update(Optional.of(Files.readString(directory.resolve("token.key"))));
        byte[] token = new TokenMint(keys, Clock.systemUTC())
                .mint(new ServiceAccount("shop", "web"), "web-1")
                .token();
        CertifyResponse answer = IdentityGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(20, SECONDS)
                .certify(CertifyRequest.newBuilder()
                        .setIdentity(WEB)
                        .setToken(ByteString.copyFrom(token))
                        .setCertificateSigningRequest(
                                ByteString.copyFrom(TestCsr.of(WEB).der()))
                        .build());
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate(answer.getLeafCertificate())));
        for (ByteString intermediate : answer.getIntermediateCertificatesList()) {
            chain.add(certificate(intermediate));
        }
        return chain;
    }

    private static Iterator<Bundle> watch(Service service) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("l5d-client-id", Metadata.ASCII_STRING_MARSHALLER), WEB);
        return TrustBundleGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(60, SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .watch(WatchRequest.getDefaultInstance());
    }

    /** Whether a sidecar that trusts this bundle believes this chain. */
    private static boolean verifies(List<X509Certificate> chain, Bundle bundle) throws Exception {
        Set<TrustAnchor> trusted =
                bundle.getAnchorsList().stream().map(AnchorRollOverTest::anchor).collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(trusted);
        parameters.setRevocationEnabled(false);
        try {
            var _ = CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
            return true;
        } catch (GeneralSecurityException no) {
            return false;
        }
    }

    private static TrustAnchor anchor(ByteString der) {
        try {
            return new TrustAnchor(certificate(der), null);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<ByteString> der(TestAuthority... authorities) throws GeneralSecurityException {
        List<ByteString> all = new ArrayList<>();
        for (TestAuthority authority : authorities) {
            all.add(ByteString.copyFrom(authority.anchors().getFirst().getEncoded()));
        }
        return all;
    }

    private static X509Certificate certificate(ByteString der) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    }
}

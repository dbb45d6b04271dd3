package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.machine.MeshDirectory;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityChecksTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final TestAuthority authority = TestAuthority.create(KeyKind.P256, NOW);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("identity"));
        write("ca-bundle.crt", authority.anchors());
        write("issuer.crt", authority.issuerP256().chain());
    }

    @Test
    void anchorsAndIssuerInOrderAreWell() {
        assertThat(at(NOW)).isEmpty();
    }

    @Test
    void anchorThatIsItsOwnIssuerIsWell() throws IOException {
        write("issuer.crt", authority.anchors());

        assertThat(at(NOW)).isEmpty();
    }

    @Test
    void sixtyDaysBeforeTheEndThereAreWarnings() {
        assertThat(at(NOW.plus(Duration.ofDays(310))))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("‼ trust anchors are valid for at least 60 days: CN="),
                        second -> assertThat(second).startsWith("‼ issuer cert is valid for at least 60 days: CN="));
    }

    @Test
    void expiredAnchorIsFatal() {
        assertThat(at(NOW.plus(Duration.ofDays(366))))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("× trust anchors are within their validity period")
                        .contains("has expired at"));
    }

    @Test
    void clockBeforeTheCertificatesIsTold() {
        assertThat(at(NOW.minus(Duration.ofDays(1))))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("is not valid before"));
    }

    @Test
    void expiredIssuerIsFatal() throws IOException {
        write("issuer.crt", authority.issuer(KeyKind.P256, Duration.ofDays(-1)).chain());

        assertThat(at(NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("× issuer cert is within its validity period"));
    }

    @Test
    void issuerOfAStrangerIsAFailure() throws IOException {
        write("issuer.crt", TestAuthority.create(KeyKind.P256, NOW).issuerP256().chain());

        assertThat(at(NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("× issuer cert is issued by the trust anchor: no trust anchor vouches"));
    }

    @Test
    void issuerWithAnotherKeyThanP256IsRefused() throws IOException {
        write("issuer.crt", authority.issuerP384().chain());

        assertThat(at(NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("× issuer cert is using supported crypto algorithm")
                        .contains("must have a P-256 key"));
    }

    @Test
    void missingOrBrokenFileIsTheFirstAndLastComplaint() throws IOException {
        Files.writeString(folder.resolve("identity/issuer.crt"), "nonsense");
        assertThat(at(NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("× certificate config is valid")
                        .contains("issuer.crt"));

        Files.delete(folder.resolve("identity/ca-bundle.crt"));
        assertThat(at(NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("ca-bundle.crt is missing"));
    }

    private List<String> at(Instant now) {
        return Checks.problems(IdentityChecks.of(new MeshDirectory(folder), InstantSource.fixed(now))
                .group());
    }

    private void write(String name, List<X509Certificate> certificates) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(der(certificate)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Files.writeString(folder.resolve("identity").resolve(name), pem);
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }
}

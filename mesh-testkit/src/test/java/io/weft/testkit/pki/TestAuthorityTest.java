package io.weft.testkit.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestAuthorityTest {
    private static final String NAME = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    private final TestAuthority authority = TestAuthority.create();

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void leafOfEveryIssuerVerifiesAgainstTheAnchor(KeyKind kind) {
        assertThatCode(() -> verify(authority.issuer(kind).leaf(NAME))).doesNotThrowAnyException();
    }

    @Test
    void leafOfSubordinateIssuerVerifiesAgainstTheAnchor() {
        TestIssuer deep = authority.issuerRsa().subordinate(KeyKind.P256, Duration.ofDays(1));
        assertThatCode(() -> verify(deep.leaf(NAME))).doesNotThrowAnyException();
    }

    @Test
    void strangersLeafDoesNotVerify() {
        assertThatThrownBy(() -> verify(TestAuthority.create().leaf(NAME)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void expiredLeafDoesNotVerify() {
        assertThatThrownBy(() -> verify(authority.expiredLeaf(NAME))).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void namesAreWhereTheyWereAskedFor() throws Exception {
        assertThat(authority.leaf(NAME).certificate().getSubjectAlternativeNames())
                .hasToString("[[2, " + NAME + "]]");
        assertThat(authority.wildcardLeaf("shop.local").certificate().getSubjectAlternativeNames())
                .hasToString("[[2, *.shop.local]]");
        assertThat(authority.commonNameOnlyLeaf(NAME).certificate().getSubjectAlternativeNames())
                .isNull();
    }

    @Test
    void keyFilesAreForTheirOwnerAlone(@TempDir Path directory) throws Exception {
        Leaf leaf = authority.leaf(NAME).writeTo(directory);

        assertThat(Files.readAllBytes(directory.resolve("key.p8")))
                .isEqualTo(leaf.key().getEncoded());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key.p8"))))
                .isEqualTo("rw-------");
        try (var chain = Files.newInputStream(directory.resolve("chain.pem"))) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificates(chain))
                    .isEqualTo(leaf.chain());
        }
    }

    private void verify(Leaf leaf) throws GeneralSecurityException {
        X509Certificate anchor = authority.anchors().getFirst();
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(leaf.chain()), parameters);
    }
}

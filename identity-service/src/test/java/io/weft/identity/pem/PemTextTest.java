package io.weft.identity.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTextTest {
    private static final KeyPair KEY = KeyKind.P256.generate();

    @ParameterizedTest
    @EnumSource(value = KeyKind.class, names = "ED25519", mode = EnumSource.Mode.EXCLUDE)
    void traditionalKeysAreReadAsWellAsPkcs8(KeyKind kind) throws Exception {
        KeyPair pair = kind.generate();
        String traditional = traditional(pair);

        assertThat(traditional).contains(kind == KeyKind.RSA2048 ? "BEGIN RSA PRIVATE KEY" : "BEGIN EC PRIVATE KEY");
        assertThat(secret(PemText.privateKey(traditional))).isEqualTo(secret(pair.getPrivate()));
        assertThat(secret(PemText.privateKey(Pem.of(pair.getPrivate())))).isEqualTo(secret(pair.getPrivate()));
    }

    @Test
    void curveBeforeAKeyIsIgnored() throws Exception {
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        assertThat(secret(PemText.privateKey(parameters + traditional(KEY)))).isEqualTo(secret(KEY.getPrivate()));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        TestAuthority authority = TestAuthority.create();
        assertThat(secret(PemText.privateKey(PemText.write(KEY.getPrivate())))).isEqualTo(secret(KEY.getPrivate()));
        assertThat(PemText.certificates(PemText.write(authority.anchors().toArray())))
                .isEqualTo(authority.anchors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no PEM",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n%%%"
            })
    void textWithoutCertificatesIsRefused(String text) {
        assertThatThrownBy(() -> PemText.certificates(text)).isInstanceOf(PemException.class);
        assertThatThrownBy(() -> PemText.privateKey(text)).isInstanceOf(PemException.class);
    }

    @Test
    void keyAmongCertificatesIsRefusedWithoutQuotingIt() {
        String key = Pem.of(KEY.getPrivate());
        assertThatThrownBy(() -> PemText.certificates(key))
                .isInstanceOf(PemException.class)
                .message()
                .doesNotContain(key.substring(40, 60));
    }

    @Test
    void twoKeysAreRefused() {
        String key = Pem.of(KEY.getPrivate());
        assertThatThrownBy(() -> PemText.privateKey(key + key)).hasMessageContaining("2 found");
    }

    @Test
    void keyWithoutItsCurveIsRefusedWithAdvice() throws IOException {
        String text = sec1((ECPrivateKey) KEY.getPrivate(), null);
        assertThatThrownBy(() -> PemText.privateKey(text)).hasMessageContaining("write it as PKCS#8");
    }

    private static String traditional(KeyPair pair) throws IOException {
        if (pair.getPrivate() instanceof ECPrivateKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return sec1(ec, bits == 256 ? SECObjectIdentifiers.secp256r1 : SECObjectIdentifiers.secp384r1);
        }
        return pem(pair.getPrivate());
    }

    /** As OpenSSL writes it, with the curve's name within the key. */
    private static String sec1(ECPrivateKey key, @Nullable ASN1ObjectIdentifier curve) throws IOException {
        int bits = key.getParams().getOrder().bitLength();
        var sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(bits, key.getS(), curve);
        return pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static Object secret(PrivateKey key) {
        return switch (key) {
            case ECPrivateKey ec -> ec.getS();
            case RSAPrivateKey rsa -> rsa.getPrivateExponent();
            default -> throw new AssertionError("unexpected key " + key.getAlgorithm());
        };
    }
}

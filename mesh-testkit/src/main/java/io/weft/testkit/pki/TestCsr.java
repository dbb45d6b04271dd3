package io.weft.testkit.pki;

import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A certificate signing request, right or wrong.
 *
 * @param names SANs in order
 */
public record TestCsr(String subject, List<GeneralName> names, KeyKind kind, KeyPair key) {
    public TestCsr {
        names = List.copyOf(names);
    }

    /** What a proxy sends: CN and one DNS SAN, P-256. */
    public static TestCsr of(String dns) {
        return new TestCsr(
                "CN=" + dns, List.of(new GeneralName(GeneralName.dNSName, dns)), KeyKind.P256, KeyKind.P256.generate());
    }

    /** A distinguished name, for instance {@code CN=web}; may be empty. */
    public TestCsr subject(String name) {
        return new TestCsr(name, names, kind, key);
    }

    /** Adds a SAN; {@code tag} is one of {@link GeneralName}'s constants. */
    public TestCsr and(int tag, String name) {
        List<GeneralName> more = new ArrayList<>(names);
        more.add(new GeneralName(tag, name));
        return new TestCsr(subject, more, kind, key);
    }

    /** Drops every SAN. */
    public TestCsr withoutNames() {
        return new TestCsr(subject, List.of(), kind, key);
    }

    public TestCsr key(KeyKind other) {
        return new TestCsr(subject, names, other, other.generate());
    }

    /** PKCS#10, signed by the key it carries. */
    public byte[] der() {
        return signedBy(key);
    }

    /** PKCS#10 whose signature is another key's: a request without proof of possession. */
    public byte[] signedBy(KeyPair signer) {
        try {
            var builder = new JcaPKCS10CertificationRequestBuilder(new X500Principal(subject), key.getPublic());
            if (!names.isEmpty()) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            return builder.build(new JcaContentSignerBuilder(kind.signature()).build(signer.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a signing request", e);
        }
    }
}

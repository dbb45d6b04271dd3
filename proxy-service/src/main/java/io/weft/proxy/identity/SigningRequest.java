package io.weft.proxy.identity;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.identity.Der.Element;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * A PKCS#10 request for one name: CN and exactly one DNS SAN, signed with ECDSA and SHA-256.
 *
 * @see "wire-behaviour, 2: CSR contents"
 */
final class SigningRequest {
    static final String SIGNATURE = "SHA256withECDSA";

    private static final byte[] VERSION_1 = Der.element(Der.INTEGER, new byte[] {0});
    private static final byte[] ALGORITHM =
            Der.element(Der.SEQUENCE, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)); // ecdsa-with-SHA256
    private static final byte[] EXTENSION_REQUEST = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x0e);
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11);

    private final byte[] der;
    private final PublicKey publicKey;
    private final List<String> dnsNames;

    private SigningRequest(byte[] der, PublicKey publicKey, List<String> dnsNames) {
        this.der = der;
        this.publicKey = publicKey;
        this.dnsNames = dnsNames;
    }

    /** A new request for {@code name}, signed with {@code pair}, an EC key pair. */
    static SigningRequest of(WorkloadIdentity name, KeyPair pair) throws GeneralSecurityException {
        byte[] names = Der.element(Der.SEQUENCE, Der.ascii(Der.DNS_NAME, name.name()));
        byte[] extension = Der.element(Der.SEQUENCE, SUBJECT_ALTERNATIVE_NAME, Der.element(Der.OCTET_STRING, names));
        byte[] attribute = Der.element(
                Der.SEQUENCE, EXTENSION_REQUEST, Der.element(Der.SET, Der.element(Der.SEQUENCE, extension)));
        byte[] info = Der.element(
                Der.SEQUENCE,
                VERSION_1,
                new X500Principal("CN=" + name.name()).getEncoded(),
                pair.getPublic().getEncoded(),
                Der.element(Der.CONTEXT_0, attribute));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(pair.getPrivate());
        signature.update(info);
        byte[] der = Der.element(Der.SEQUENCE, info, ALGORITHM, Der.bits(signature.sign()));
        return new SigningRequest(der, pair.getPublic(), List.of(name.name()));
    }

    /**
     * Reads a request and checks its own signature.
     *
     * @throws IllegalArgumentException if it is no request of this kind
     */
    static SigningRequest read(byte[] der) {
        try {
            List<Element> request = only(Der.read(der)).children();
            List<Element> info = request.getFirst().children();
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(info.get(2).whole()));
            byte[] shape = Der.element(
                    Der.SEQUENCE, request.getFirst().whole(), ALGORITHM, Der.bits(signature(request.getLast())));
            if (!Arrays.equals(shape, der)
                    || !verified(request.getFirst().whole(), signature(request.getLast()), key)) {
                throw new IllegalArgumentException("its signature is not its own key's");
            }
            return new SigningRequest(der, key, names(info.get(3)));
        } catch (GeneralSecurityException | IndexOutOfBoundsException | NoSuchElementException e) {
            throw new IllegalArgumentException("not a signing request", e);
        }
    }

    /** The request as it is sent. */
    byte[] der() {
        return der.clone();
    }

    /** The key it asks a certificate for. */
    PublicKey publicKey() {
        return publicKey;
    }

    /** Its DNS SANs; other kinds of name are not read. */
    List<String> dnsNames() {
        return dnsNames;
    }

    private static Element only(List<Element> elements) {
        if (elements.size() != 1) {
            throw new IllegalArgumentException("not a signing request");
        }
        return elements.getFirst();
    }

    /** The bytes of a bit string. */
    private static byte[] signature(Element bits) {
        return Arrays.copyOfRange(bits.content(), 1, Math.max(1, bits.content().length));
    }

    private static boolean verified(byte[] signed, byte[] bytes, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initVerify(key);
        signature.update(signed);
        return signature.verify(bytes);
    }

    private static List<String> names(Element attributes) {
        return attributes.children().stream()
                .map(Element::children)
                .filter(attribute -> is(attribute, EXTENSION_REQUEST))
                .flatMap(attribute -> attribute.get(1).children().getFirst().children().stream())
                .map(Element::children)
                .filter(extension -> is(extension, SUBJECT_ALTERNATIVE_NAME))
                .flatMap(SigningRequest::generalNames)
                .filter(name -> name.tag() == Der.DNS_NAME)
                .map(Element::text)
                .toList();
    }

    private static Stream<Element> generalNames(List<Element> extension) {
        return Der.read(extension.getLast().content()).getFirst().children().stream();
    }

    private static boolean is(List<Element> labelled, byte[] oid) {
        return Arrays.equals(labelled.getFirst().whole(), oid);
    }

    private static byte[] oid(int... encoded) {
        byte[] content = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            content[i] = (byte) encoded[i];
        }
        return Der.element(Der.OID, content);
    }
}

package io.weft.identity.files;

import java.util.Optional;

/**
 * The text of the files at one moment; empty for a file that is not there. Two readings of unchanged files are equal.
 *
 * @param anchors {@code ca-bundle.crt}
 * @param issuerCertificate the issuer's certificate, then what leads to an anchor; {@code issuer.crt}, or as the Secret calls it
 * @param issuerKey {@code issuer.key}, or as the Secret calls it
 * @param tokenKey {@code token.key}
 */
public record Material(
        Optional<String> anchors,
        Optional<String> issuerCertificate,
        Optional<String> issuerKey,
        Optional<String> tokenKey) {

    /** Says what is there, and no content: some of it is secret. */
    @Override
    public String toString() {
        return "Material[anchors=" + anchors.isPresent() + ", issuerCertificate=" + issuerCertificate.isPresent()
                + ", issuerKey=" + issuerKey.isPresent() + ", tokenKey=" + tokenKey.isPresent() + "]";
    }
}

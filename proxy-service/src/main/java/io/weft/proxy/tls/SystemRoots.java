package io.weft.proxy.tls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom the system believes: the file given, else the one where the common distributions keep theirs, else what this program's
 * own Java has. Blocks.
 *
 * @param given PEM
 */
record SystemRoots(Optional<Path> given) {
    private static final List<Path> KNOWN = Stream.of(
                    "/etc/ssl/certs/ca-certificates.crt", // Debian, Alpine, Arch
                    "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
                    "/etc/ssl/ca-bundle.pem", // SUSE
                    "/etc/ssl/cert.pem")
            .map(Path::of)
            .toList();

    TrustManagerFactory read() throws IOException, GeneralSecurityException {
        Optional<Path> file =
                given.or(() -> KNOWN.stream().filter(Files::isReadable).findFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(file.isPresent() ? store(file.get()) : null);
        return trust;
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = new BufferedInputStream(Files.newInputStream(file))) {
            int number = 0;
            for (var root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry(Integer.toString(number++), root);
            }
        } catch (CertificateException unreadable) {
            throw new CertificateException(file + ": " + unreadable.getMessage(), unreadable);
        }
        return store;
    }
}

package io.weft.service.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

class CertificateReloadTest {
    private static final String BUNDLE = "injector";

    private final TestAuthority authority = TestAuthority.create();
    private final Leaf first = authority.leaf("first.linkerd.svc");
    private final Leaf second = authority.leaf("second.linkerd.svc");
    private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

    @TempDir
    private Path directory;

    private Path chain;
    private Path key;
    private CertificateReload reload;

    @BeforeEach
    void start() throws IOException {
        chain = directory.resolve("chain.pem");
        key = directory.resolve("key.pem");
        first.writeTo(directory);
        ServingCertificate served = ServingCertificate.read(chain, key);
        registry.registerBundle(BUNDLE, served.bundle());
        reload = new CertificateReload(chain, key, served, registry, BUNDLE);
    }

    @Test
    void changedFilesReplaceTheCertificate() throws Exception {
        assertThat(served()).isEqualTo(first.certificate());

        write(second);
        reload.run();

        assertThat(served()).isEqualTo(second.certificate());
    }

    @Test
    void unchangedFilesChangeNothing() {
        SslBundle before = registry.getBundle(BUNDLE);

        reload.run();

        assertThat(registry.getBundle(BUNDLE)).isSameAs(before);
    }

    @Test
    void pairThatDoesNotFitOrIsGoneLeavesTheLastGoodOne() throws Exception {
        Files.writeString(chain, Pem.of(second.chain()));
        reload.run();
        assertThat(served()).isEqualTo(first.certificate());

        Files.delete(key);
        reload.run();
        assertThat(served()).isEqualTo(first.certificate());

        write(second);
        reload.run();
        assertThat(served()).isEqualTo(second.certificate());
    }

    @Test
    void keyOfAnotherCertificateIsNoBundle() {
        ServingCertificate mixed = ServingCertificate.ofPem(Pem.of(first.chain()), Pem.of(second.key()));

        assertThatThrownBy(mixed::bundle).isInstanceOf(IllegalStateException.class);
    }

    private void write(Leaf leaf) throws IOException {
        Files.writeString(chain, Pem.of(leaf.chain()));
        Files.deleteIfExists(key);
        Pem.writePrivate(key, Pem.of(leaf.key()));
    }

    private Certificate served() throws Exception {
        return certificate(registry.getBundle(BUNDLE));
    }

    private static Certificate certificate(SslBundle bundle) throws Exception {
        var store = Objects.requireNonNull(bundle.getStores().getKeyStore());
        return store.getCertificate(store.aliases().nextElement());
    }
}

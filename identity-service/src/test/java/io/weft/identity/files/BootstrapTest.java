package io.weft.identity.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.identity.pem.PemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    @TempDir
    private Path parent = Path.of("");

    private IdentityDirectory directory = new IdentityDirectory(Path.of(""));

    @BeforeEach
    void nameDirectory() {
        directory = new IdentityDirectory(parent.resolve("identity"));
    }

    @Test
    void emptyDirectoryGetsAnAnchorThatVouchesForAnIssuerAndATokenKey() throws Exception {
        bootstrap();

        X509Certificate anchor =
                PemText.certificates(Files.readString(directory.anchors())).getFirst();
        X509Certificate issuer = PemText.certificates(Files.readString(directory.issuerCertificate()))
                .getFirst();
        anchor.verify(anchor.getPublicKey());
        issuer.verify(anchor.getPublicKey());
        assertThat(anchor.getSubjectX500Principal().getName()).isEqualTo("CN=identity.linkerd.cluster.local");
        assertThat(Duration.between(
                        Clock.systemUTC().instant(), anchor.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(364), Duration.ofDays(366));
        assertThat(anchor.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(issuer.getBasicConstraints()).isZero();
        assertThat(PemText.privateKey(Files.readString(directory.issuerKey())).getAlgorithm())
                .isEqualTo("EC");
        assertThat(PemText.privateKey(Files.readString(directory.tokenKey())).getAlgorithm())
                .isEqualTo("EC");
    }

    @Test
    void whatIsMadeIsForItsOwnerAlone() throws Exception {
        bootstrap();

        Map<String, String> modes = new TreeMap<>();
        try (var files = Files.list(directory.path())) {
            for (Path file : files.toList()) {
                modes.put(file.getFileName().toString(), mode(file));
            }
        }
        assertThat(mode(directory.path())).isEqualTo("rwx------");
        assertThat(modes)
                .isEqualTo(Map.of(
                        "ca-bundle.crt", "rw-------",
                        "issuer.crt", "rw-------",
                        "issuer.key", "rw-------",
                        "token.key", "rw-------"));
    }

    @Test
    void whatIsThereIsKept() throws Exception {
        bootstrap();
        Material before = directory.read();
        bootstrap();
        assertThat(directory.read()).isEqualTo(before);
    }

    @Test
    void missingTokenKeyAloneIsMade() throws Exception {
        bootstrap();
        Material before = directory.read();
        Files.delete(directory.tokenKey());
        bootstrap();

        assertThat(directory.read().issuerKey()).isEqualTo(before.issuerKey());
        assertThat(directory.read().tokenKey()).isPresent().isNotEqualTo(before.tokenKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-bundle.crt", "issuer.crt", "issuer.key"})
    void incompleteAuthorityIsNotCompletedByGuessing(String missing) throws Exception {
        bootstrap();
        Material before = directory.read();
        Files.delete(directory.path().resolve(missing));

        assertThatThrownBy(this::bootstrap).isInstanceOfSatisfying(BootstrapException.class, e -> {
            assertThat(e).hasMessageContaining(missing);
            assertThat(e.advice()).contains("Put the missing files back");
        });
        assertThat(directory.path().resolve(missing)).doesNotExist();
        assertThat(directory.read().tokenKey()).isEqualTo(before.tokenKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx---rwx"})
    void directoryThatOthersMayWriteIsRefused(String mode) throws Exception {
        Files.createDirectory(directory.path());
        Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString(mode));

        assertThatThrownBy(this::bootstrap)
                .isInstanceOfSatisfying(
                        BootstrapException.class, e -> assertThat(e.advice()).contains("chmod 700"));
        assertThat(filesOf(directory.path())).isEmpty();
    }

    private void bootstrap() throws IOException {
        new Bootstrap(directory, "linkerd.cluster.local", Clock.systemUTC()).run();
    }

    private static List<Path> filesOf(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

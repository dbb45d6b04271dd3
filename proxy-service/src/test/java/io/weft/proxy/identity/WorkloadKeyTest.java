package io.weft.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ConfigException;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.TestCsr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadKeyTest {
    private static final WorkloadIdentity NAME =
            new WorkloadIdentity("web.shop.serviceaccount.identity.linkerd.cluster.local");

    @TempDir
    private Path directory;

    @Test
    void missingFilesAreMadeForTheOwnerAlone() throws Exception {
        WorkloadKey made = WorkloadKey.open(directory, NAME);

        assertThat(directory).isDirectoryContaining("glob:**/key.p8").isDirectoryContaining("glob:**/csr.der");
        assertThat(mode("key.p8")).isEqualTo("rw-------");
        assertThat(mode("csr.der")).isEqualTo("rw-------");
        assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes("key.p8"))))
                .isEqualTo(made.key());
        assertThat(bytes("csr.der")).isEqualTo(made.signingRequest());
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void standingFilesAreUsed() throws Exception {
        byte[] request = WorkloadKey.open(directory, NAME).signingRequest();

        assertThat(WorkloadKey.open(directory, NAME).signingRequest()).isEqualTo(request);
    }

    @Test
    void filesOfAnotherProgramAreUsed() throws Exception {
        TestCsr csr = TestCsr.of(NAME.name());
        write("key.p8", csr.key().getPrivate().getEncoded());
        write("csr.der", csr.der());

        WorkloadKey read = WorkloadKey.open(directory, NAME);

        assertThat(read.key()).isEqualTo(csr.key().getPrivate());
        assertThat(read.publicKey()).isEqualTo(csr.key().getPublic());
    }

    @Test
    void oneFileWithoutTheOtherIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        byte[] key = bytes("key.p8");

        Files.delete(directory.resolve("key.p8"));
        refused("key.p8 is missing beside csr.der");
        Files.delete(directory.resolve("csr.der"));
        write("key.p8", key);
        refused("csr.der is missing beside key.p8");
    }

    @Test
    void requestForAnotherNameIsRefused() {
        WorkloadKey.open(directory, new WorkloadIdentity("other.example"));

        refused("is for [other.example], not for " + NAME);
    }

    @Test
    void requestForMoreThanOneNameIsRefused() throws Exception {
        TestCsr csr = TestCsr.of(NAME.name()).and(GeneralName.dNSName, "more.example");
        write("key.p8", csr.key().getPrivate().getEncoded());
        write("csr.der", csr.der());

        refused("not for " + NAME);
    }

    @Test
    void requestForAnotherKeyIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        write("key.p8", KeyKind.P256.generate().getPrivate().getEncoded());

        refused("is for another key than key.p8");
    }

    @Test
    void unreadableKeyIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        write("key.p8", new byte[] {1, 2, 3});

        refused("is not an EC key in PKCS#8 DER");
    }

    @Test
    void unreadableRequestIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        write("csr.der", new byte[] {1, 2, 3});

        refused("cannot be used: ");
    }

    @Test
    void keyOpenToEveryoneIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        Files.setPosixFilePermissions(directory.resolve("key.p8"), PosixFilePermissions.fromString("rw-r--r--"));

        refused("chmod 600");
    }

    @Test
    void keyOpenToItsGroupIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        Files.setPosixFilePermissions(directory.resolve("key.p8"), PosixFilePermissions.fromString("rw-r-----"));

        refused("chmod 600");
    }

    @Test
    void keyOfAnotherCurveIsRefused() throws Exception {
        WorkloadKey.open(directory, NAME);
        write("key.p8", KeyKind.P384.generate().getPrivate().getEncoded());

        refused("is not a key of the curve P-256");
    }

    @Test
    void directoryThatIsNoneIsRefused() {
        assertThatThrownBy(() -> WorkloadKey.open(directory.resolve("absent"), NAME))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot hold the workload's key");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> WorkloadKey.open(directory, NAME))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
    }

    private byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(directory.resolve(file));
    }

    private void write(String file, byte[] bytes) throws IOException {
        Path path = directory.resolve(file);
        Files.deleteIfExists(path);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(path, bytes);
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }
}

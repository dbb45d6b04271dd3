package io.weft.identity.files;

import io.weft.identity.ca.NewKeys;
import io.weft.identity.pem.PemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a mesh on one machine needs: an anchor, an issuer signed by it, and a key for tokens. Never touches a file that
 * is there. The anchor's own key is forgotten at once: whoever steals the issuer's cannot make another.
 */
public final class Bootstrap {
    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);
    private static final String PRIVATE = "rw-------";

    private final IdentityDirectory directory;
    private final NewAuthority authority;

    /** @param identityDomain the control-plane namespace and trust domain: {@code linkerd.cluster.local} */
    public Bootstrap(IdentityDirectory directory, String identityDomain, Clock clock) {
        this.directory = directory;
        this.authority = new NewAuthority("identity." + identityDomain, clock);
    }

    /**
     * Creates the directory (0700) and the files that are missing (0600).
     *
     * @throws BootstrapException if some of anchors and issuer are there and some are not, or the directory is not private
     * @throws IOException if a file cannot be written
     */
    public void run() throws IOException {
        makeDirectory();
        if (mustMakeAuthority()) {
            makeAuthority();
        }
        if (!Files.exists(directory.tokenKey())) {
            KeyPair tokenKey = NewKeys.p256();
            create(directory.tokenKey(), PemText.write(tokenKey.getPrivate()));
        }
    }

    private void makeDirectory() throws IOException {
        Path path = directory.path();
        if (!Files.exists(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new BootstrapException(
                    "The directory " + path + " may be written by others than its owner.",
                    "Run `chmod 700 " + path + "` and make sure that you know who put there what is in it.");
        }
    }

    private boolean mustMakeAuthority() {
        List<Path> files = List.of(directory.anchors(), directory.issuerCertificate(), directory.issuerKey());
        List<Path> missing = files.stream().filter(file -> !Files.exists(file)).toList();
        if (missing.isEmpty() || missing.size() == files.size()) {
            return !missing.isEmpty();
        }
        throw new BootstrapException(
                "In " + directory.path() + " " + names(missing.stream()) + " is missing, while "
                        + names(files.stream().filter(Files::exists)) + " is there.",
                "Put the missing files back. Or move the others away, and a new authority is made; then every workload"
                        + " must be started again.");
    }

    private void makeAuthority() throws IOException {
        NewAuthority.Made made = authority.make();
        create(directory.anchors(), PemText.write(made.anchor()));
        create(directory.issuerCertificate(), PemText.write(made.issuer()));
        create(directory.issuerKey(), PemText.write(made.issuerKey()));
        log.info(
                "made a trust anchor and an issuer in {}, valid until {}",
                directory.path(),
                made.anchor().getNotAfter().toInstant());
    }

    /** Writes aside, then links: a link fails where a name exists, and no reader sees half a file. */
    private static void create(Path file, String text) throws IOException {
        Path aside = Files.createTempFile(
                file.getParent(),
                "." + file.getFileName(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        try {
            Files.writeString(aside, text);
            Files.createLink(file, aside);
        } finally {
            Files.delete(aside);
        }
    }

    private static String names(Stream<Path> files) {
        return files.map(file -> file.getFileName().toString()).collect(Collectors.joining(" and "));
    }
}

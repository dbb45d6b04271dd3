package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The token that opens identity-service's admin API: root's copy, and one in the folder that only the service sees. Made anew
 * by each {@code linkerd up}.
 *
 * @see "one-machine, Directory"
 */
final class AdminToken {
    static final String FILE = "admin-token";
    private static final int BYTES = 32;

    private AdminToken() {}

    static void renew(MeshDirectory mesh) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        byte[] text = HexFormat.of().formatHex(random).getBytes(US_ASCII);
        try {
            Folders.replace(mesh.adminToken(), text, "rw-------");
            Path copy = mesh.identityRun().resolve(FILE);
            Folders.replaceFrom(mesh.aside(), copy, text, "rw-------", User.CONTROL_PLANE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the admin token: " + MachineException.describe(e), e);
        }
    }
}

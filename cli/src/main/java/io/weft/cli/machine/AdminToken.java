package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The token that opens the services' admin APIs: root's copy, and one in each folder that only one of the services sees. Made anew
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
            for (Path folder :
                    List.of(mesh.identityRun(), mesh.destinationState(), mesh.injectorRun(), mesh.vizRun())) {
                Folders.replaceFrom(mesh.aside(), folder.resolve(FILE), text, "rw-------", User.CONTROL_PLANE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the admin token: " + MachineException.describe(e), e);
        }
    }
}

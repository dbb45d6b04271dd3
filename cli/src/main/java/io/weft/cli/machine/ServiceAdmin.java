package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The admin API of one of a mesh's services, asked inside its own namespace with the mesh's token.
 *
 * @param service for instance {@code destination-service}
 * @param trusted the file of all certificates that are trusted, PEM
 * @param token the file with the token
 * @param network that namespace
 */
public record ServiceAdmin(String service, Path trusted, Path token, String network) {
    private static final String HOST = "localhost";
    private static final String ORIGIN = "https://" + HOST + ":8443";

    /**
     * Finds destination-service, which must show the certificate that it wrote down.
     *
     * @throws MachineException if the mesh of this directory is not up
     */
    public static ServiceAdmin destination(MeshDirectory directory) {
        return find(directory, "destination", directory.destinationCertificate());
    }

    /**
     * Finds identity-service, whose certificate must lead to the mesh's anchors.
     *
     * @throws MachineException if the mesh of this directory is not up
     */
    public static ServiceAdmin identity(MeshDirectory directory) {
        return find(directory, "identity", directory.trustAnchors());
    }

    private static ServiceAdmin find(MeshDirectory directory, String name, Path trusted) {
        String service = name + "-service";
        return UpState.require(directory).members().stream()
                .filter(member -> member.name().equals("linkerd-" + name))
                .findFirst()
                .map(member -> new ServiceAdmin(service, trusted, directory.adminToken(), member.network()))
                .orElseThrow(() -> new MachineException("the mesh in " + directory.root() + " has no " + service));
    }

    /**
     * The answer's JSON.
     *
     * @param pathAndQuery with its leading slash; encoded
     * @throws MachineException if it does not answer or refuses; the message says why
     */
    public String get(String pathAndQuery) {
        try {
            return new AdminApi(service).body(InNamespace.call(network, () -> ask(pathAndQuery)));
        } catch (UncheckedIOException e) {
            throw new MachineException(service + " does not answer: see linkerd check", e);
        }
    }

    private InNamespace.Response ask(String pathAndQuery) throws IOException, GeneralSecurityException {
        return AdminApi.ask(
                URI.create(ORIGIN + pathAndQuery),
                NamedSockets.trusting(Files.readAllBytes(trusted), HOST),
                Files.readString(token).strip());
    }
}

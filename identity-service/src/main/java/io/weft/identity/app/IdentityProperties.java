package io.weft.identity.app;

import io.weft.identity.ca.LeafTerms;
import io.weft.identity.files.IdentityDirectory;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of this service alone.
 *
 * @param directory where anchors and keys are, absolute; required unless the two below say where
 * @param issuerDirectory where the Secret {@code linkerd-identity-issuer} is mounted, absolute; null: {@code directory}
 * @param trustRootsDirectory where the ConfigMap {@code linkerd-identity-trust-roots} is mounted, absolute; null: {@code
 *     directory}
 * @param bootstrap whether to make what is missing there
 * @param mintSocket absolute path of the unix socket; null: no tokens are minted
 * @param issuanceLifetime of leaves, 10 seconds to 365 days
 * @param clockSkewAllowance how far clocks may be apart, up to an hour
 * @param reloadInterval between two readings of the directory, 100 milliseconds to an hour
 * @see "docs/design/one-machine.md, Settings of the services"
 */
@ConfigurationProperties(value = "mesh.identity", ignoreUnknownFields = false)
record IdentityProperties(
        @DefaultValue("") String directory,
        @Nullable String issuerDirectory,
        @Nullable String trustRootsDirectory,
        @DefaultValue("false") boolean bootstrap,
        @Nullable String mintSocket,
        @DefaultValue("24h") Duration issuanceLifetime,
        @DefaultValue("20s") Duration clockSkewAllowance,
        @DefaultValue("1s") Duration reloadInterval) {
    private static final int MAX_SOCKET_BYTES = 107; // sockaddr_un.sun_path

    /** @throws InvalidSettingException if a value is out of its range */
    IdentityProperties {
        files(directory, issuerDirectory, trustRootsDirectory);
        Settings.between(
                "mesh.identity.issuance-lifetime", issuanceLifetime, Duration.ofSeconds(10), Duration.ofDays(365));
        Settings.between("mesh.identity.clock-skew-allowance", clockSkewAllowance, Duration.ZERO, Duration.ofHours(1));
        Settings.between("mesh.identity.reload-interval", reloadInterval, Duration.ofMillis(100), Duration.ofHours(1));
        if (mintSocket != null) {
            requireSocketPath(mintSocket);
        }
    }

    IdentityDirectory files() {
        return files(directory, issuerDirectory, trustRootsDirectory);
    }

    LeafTerms terms() {
        return new LeafTerms(issuanceLifetime, clockSkewAllowance);
    }

    Optional<Path> socket() {
        return Optional.ofNullable(mintSocket).map(text -> Settings.absolute("mesh.identity.mint-socket", text));
    }

    private static IdentityDirectory files(String directory, @Nullable String issuer, @Nullable String trustRoots) {
        if (issuer != null && trustRoots != null && directory.isEmpty()) {
            Path mounted = Settings.absolute("mesh.identity.issuer-directory", issuer);
            return new IdentityDirectory(
                    mounted, mounted, Settings.absolute("mesh.identity.trust-roots-directory", trustRoots));
        }
        Path all = Settings.absolute("mesh.identity.directory", directory);
        return new IdentityDirectory(
                all,
                issuer == null ? all : Settings.absolute("mesh.identity.issuer-directory", issuer),
                trustRoots == null ? all : Settings.absolute("mesh.identity.trust-roots-directory", trustRoots));
    }

    private static void requireSocketPath(String text) {
        Path path = Settings.absolute("mesh.identity.mint-socket", text);
        if (path.getNameCount() < 2 || path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_BYTES) {
            throw new InvalidSettingException(
                    "mesh.identity.mint-socket",
                    text,
                    "Give a path of at most " + MAX_SOCKET_BYTES
                            + " bytes in a directory of its own: /opt/run/mint.sock.");
        }
    }
}

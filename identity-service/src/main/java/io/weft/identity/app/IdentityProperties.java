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
 * @param directory where anchors and keys are; required, absolute
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
        @DefaultValue("false") boolean bootstrap,
        @Nullable String mintSocket,
        @DefaultValue("24h") Duration issuanceLifetime,
        @DefaultValue("20s") Duration clockSkewAllowance,
        @DefaultValue("1s") Duration reloadInterval) {
    private static final int MAX_SOCKET_BYTES = 107; // sockaddr_un.sun_path

    /** @throws InvalidSettingException if a value is out of its range */
    IdentityProperties {
        Settings.absolute("mesh.identity.directory", directory);
        Settings.between(
                "mesh.identity.issuance-lifetime", issuanceLifetime, Duration.ofSeconds(10), Duration.ofDays(365));
        Settings.between("mesh.identity.clock-skew-allowance", clockSkewAllowance, Duration.ZERO, Duration.ofHours(1));
        Settings.between("mesh.identity.reload-interval", reloadInterval, Duration.ofMillis(100), Duration.ofHours(1));
        if (mintSocket != null) {
            requireSocketPath(mintSocket);
        }
    }

    IdentityDirectory files() {
        return new IdentityDirectory(Settings.absolute("mesh.identity.directory", directory));
    }

    LeafTerms terms() {
        return new LeafTerms(issuanceLifetime, clockSkewAllowance);
    }

    Optional<Path> socket() {
        return Optional.ofNullable(mintSocket).map(text -> Settings.absolute("mesh.identity.mint-socket", text));
    }

    private static void requireSocketPath(String text) {
        Path path = Settings.absolute("mesh.identity.mint-socket", text);
        if (path.getNameCount() < 2 || path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_BYTES) {
            throw new InvalidSettingException(
                    "mesh.identity.mint-socket",
                    text,
                    "Give a path of at most " + MAX_SOCKET_BYTES
                            + " bytes in a directory of its own: /mnt/run/mint.sock.");
        }
    }
}

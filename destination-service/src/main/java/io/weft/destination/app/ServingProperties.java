package io.weft.destination.app;

import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The certificate of the HTTPS port.
 *
 * @param certificate absolute path of the chain, PEM, read again every 10 s; empty: one is made in memory at start
 * @param privateKey absolute path of its key, PKCS#8 PEM
 * @param published absolute path where a certificate made at start is written, for whoever is to trust it; empty: nowhere
 */
record ServingProperties(
        @DefaultValue("") String certificate,
        @DefaultValue("") String privateKey,
        @DefaultValue("") String published) {
    static final String PREFIX = "mesh.destination.serving";

    /** @throws InvalidSettingException if a path is not absolute, or one of a pair is missing */
    ServingProperties {
        if (!certificate.isEmpty() || !privateKey.isEmpty()) {
            Settings.absolute(PREFIX + ".certificate", certificate);
            Settings.absolute(PREFIX + ".private-key", privateKey);
        }
        if (!published.isEmpty()) {
            Settings.absolute(PREFIX + ".published", published);
        }
    }

    Optional<Path> publishedFile() {
        return Optional.of(published).filter(text -> !text.isEmpty()).map(Path::of);
    }
}

package io.weft.service.admin;

import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call the admin API where there is no API server to ask.
 *
 * @param tokenFile absolute path of a file with the one token that may, readable by its owner only; null: nobody may
 */
@ConfigurationProperties(value = "mesh.admin", ignoreUnknownFields = false)
public record AdminProperties(@Nullable String tokenFile) {
    private static final String TOKEN_FILE = "mesh.admin.token-file";

    /** @throws InvalidSettingException if the path is not absolute */
    public AdminProperties {
        if (tokenFile != null) {
            Settings.absolute(TOKEN_FILE, tokenFile);
        }
    }

    Optional<Path> file() {
        return Optional.ofNullable(tokenFile).map(text -> Settings.absolute(TOKEN_FILE, text));
    }
}

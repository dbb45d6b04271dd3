package io.weft.service.feed;

import io.weft.kubernetes.feed.folder.FolderSettings;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where resources come from.
 *
 * @param kind {@code folder} or {@code kubernetes}
 * @param folder the folder feed's own settings; not looked at where the other feed is asked for
 * @see "docs/design/one-machine.md, Settings of the services"
 */
@ConfigurationProperties(value = "mesh.feed", ignoreUnknownFields = false)
public record FeedProperties(
        @DefaultValue(FOLDER) String kind, @DefaultValue Folder folder) {
    private static final String FOLDER = "folder";
    private static final String KUBERNETES = "kubernetes";

    /** @throws InvalidSettingException if a value is missing or wrong */
    public FeedProperties {
        if (kind.equals(FOLDER)) {
            folder.settings();
        } else if (!kind.equals(KUBERNETES)) {
            throw new InvalidSettingException("mesh.feed.kind", kind, "Give `folder` or `kubernetes`.");
        }
    }

    boolean isKubernetes() {
        return kind.equals(KUBERNETES);
    }

    /**
     * The folder feed's settings.
     *
     * @param path the folder of manifests, absolute; required
     * @param state a directory in which addresses given to Services are remembered, absolute; null: nowhere
     */
    public record Folder(
            @DefaultValue("") String path, @Nullable String state) {
        /** @throws InvalidSettingException if a path is missing or not absolute */
        FolderSettings settings() {
            return new FolderSettings(
                    Settings.absolute("mesh.feed.folder.path", path),
                    Optional.ofNullable(state).map(text -> Settings.absolute("mesh.feed.folder.state", text)));
        }
    }
}

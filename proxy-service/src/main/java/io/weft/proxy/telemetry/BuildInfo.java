package io.weft.proxy.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What this proxy was built from, as a metric that is always 1: version, commit and the commit's time, which the build writes
 * beside this class.
 *
 * @see "metrics, section 10; proxy-env, 2.8"
 */
public final class BuildInfo {
    private BuildInfo() {}

    /** Adds {@code proxy_build_info}. What the build did not know, because it saw no repository, is empty. */
    public static void register(MetricRegistry registry) {
        Properties build = read();
        Labels labels = Labels.of(
                "date", build.getProperty("git.commit.time", ""),
                "git_sha", build.getProperty("git.commit.id", ""),
                "profile", "release",
                "vendor", "weft",
                "version", build.getProperty("git.build.version", ""));
        registry.gauge(Meter.PROXY_BUILD_INFO, labels).set(1);
    }

    private static Properties read() {
        Properties build = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (file != null) {
                build.load(file);
            }
        } catch (IOException unreadable) {
            build.clear();
        }
        return build;
    }
}

package io.weft.proxy.telemetry;

import java.util.Objects;

/** What this proxy was built from, as a metric that is always 1. */
public final class BuildInfo {
    private BuildInfo() {}

    /** Adds {@code proxy_build_info}. What the build did not record is empty. */
    public static void register(MetricRegistry registry) {
        String version = Objects.requireNonNullElse(BuildInfo.class.getPackage().getImplementationVersion(), "");
        Labels build = Labels.of("date", "", "git_sha", "", "profile", "release", "vendor", "weft", "version", version);
        registry.gauge(Meter.PROXY_BUILD_INFO, build).set(1);
    }
}

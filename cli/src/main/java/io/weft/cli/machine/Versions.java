package io.weft.cli.machine;

import org.jspecify.annotations.Nullable;

/** The version of the programs on this class path. */
public final class Versions {
    private Versions() {}

    /** As in the jar's manifest; {@code dev} for classes that are in none. */
    public static String own() {
        @Nullable String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}

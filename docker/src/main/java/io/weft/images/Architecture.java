package io.weft.images;

import java.nio.file.Path;
import java.util.Locale;

/** The processor that images are for: this machine's, whose C library they get. */
enum Architecture {
    AMD64("x86_64"),
    ARM64("aarch_64");

    private final String netty;

    Architecture(String netty) {
        this.netty = netty;
    }

    static Architecture ofThisMachine() {
        return System.getProperty("os.arch").equals("aarch64") ? ARM64 : AMD64;
    }

    String ofImages() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the libraries in a jar are for this processor, by the jar's name. */
    boolean isOf(Path jar) {
        return jar.getFileName().toString().endsWith("-linux-" + netty + ".jar");
    }
}

package io.weft.images;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where on this machine is what goes into images.
 *
 * @param programs a folder per program, each with {@code app.jar}, {@code lib/} and {@code jvm.options}, the command with
 *     {@code training.options} too
 * @param bases what {@code docker/base} has laid out
 * @param staged a folder per program, as images have it below {@code /opt/weft}
 */
record Places(Path programs, Path bases, Path staged) {
    /** The C library, and the names of users. */
    Path root() {
        return bases.resolve("root");
    }

    Path firewall() {
        return bases.resolve("iptables");
    }

    Path runtime(Image.Java runtime) {
        return bases.resolve("runtime-" + runtime.name().toLowerCase(Locale.ROOT));
    }

    Path program(String name) {
        return programs.resolve(name);
    }

    /** The program as its image has it. */
    Path staged(String name) {
        return staged.resolve(name);
    }
}

package io.weft.cli.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM's ahead-of-time caches: used where they are, never needed. */
final class AotCache {
    private AotCache() {}

    static Path file(Path folder, String program) {
        return folder.resolve(program + ".aot");
    }

    /** Flags for a program that sees {@code folder} as {@code /mnt/cache}; none if there is no cache for it. */
    static List<String> flags(Path folder, String program) {
        return Files.isReadable(file(folder, program))
                ? List.of(
                        "-XX:AOTCache=/mnt/cache/" + program + ".aot",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0")
                : List.of();
    }
}

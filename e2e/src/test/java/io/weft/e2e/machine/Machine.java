package io.weft.e2e.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** This machine: what the tests need of it, and the {@code linkerd} command on it. */
final class Machine {
    /** The tag of classes that keep all of it busy, or measure what is promised of one that is not; the build runs them alone. */
    static final String ALONE = "alone";

    private static final Set<String> KEEP_A_MESH = Set.of("up", "run", "demo");

    private Machine() {}

    /** Skips the calling test, saying why, where no mesh can be. */
    static void assumeFit() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux: pods are network namespaces");
        assumeTrue(new UnixSystem().getUid() == 0, "needs root: it makes network namespaces");
        for (String tool : List.of("ip", "iptables", "setpriv", "curl", "unshare")) {
            assumeTrue(runs("sh", "-c", "command -v " + tool), "needs the command " + tool);
        }
        assumeTrue(runs("unshare", "--net", "--mount", "true"), "needs a machine on which root may make namespaces");
    }

    /** The command from {@code dist/}, as {@code ./linkerd} starts it; its meshes have caches, if there are any, and make none. */
    static ProcessBuilder linkerd(String... arguments) {
        TrainedCaches caches = TrainedCaches.get();
        ProcessBuilder builder = linkerdAt(caches.home(), arguments);
        if (!caches.made()) {
            builder.environment().put("LINKERD_AOT", "0");
        }
        return builder;
    }

    /** The same of a user at home in {@code home}. */
    static ProcessBuilder linkerdAt(Path home, String... arguments) {
        Path cli = dist().resolve("cli");
        List<String> command = new ArrayList<>(List.of(javaBinary(), "@" + cli.resolve("jvm.options")));
        String cache = KEEP_A_MESH.contains(arguments[0]) ? "mesh.aot" : "cluster.aot";
        command.addAll(List.of("-XX:AOTCache=" + cli.resolve(cache), "-Xlog:aot=off", "-Xlog:cds=off"));
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        command.addAll(
                List.of("-Duser.home=" + home, "-jar", cli.resolve("app.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Where the programs are laid out; its sibling folders are the modules. */
    static Path dist() {
        return Path.of(System.getProperty("weft.dist", "../dist"))
                .toAbsolutePath()
                .normalize();
    }

    static String javaBinary() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Waits for a turn, which lasts until the channel is closed: of all test processes of this clone, one at a time has a lock of
     * that name. One thread of a process asks for it.
     */
    static FileChannel lock(String name) throws IOException {
        Path folder = Files.createDirectories(dist().resolveSibling("e2e/target"));
        FileChannel channel =
                FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock();
        return channel;
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

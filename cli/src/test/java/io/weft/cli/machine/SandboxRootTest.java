package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a small program the way sidecars and services run. */
class SandboxRootTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Root root;

    @SuppressWarnings("NullAway.Init")
    private Path own;

    @BeforeAll
    static void needsRoot() {
        Root.assumeAllowed();
    }

    @BeforeEach
    void makeProgram() throws IOException {
        root = Root.network(folder.resolve("mesh"));
        Path dist = Files.createDirectories(folder.resolve("dist/probe"));
        Files.writeString(dist.resolve("jvm.options"), "-Xmx32m\n-XX:+UseSerialGC\n");
        jar(dist.resolve("app.jar"));
        own = folder.resolve("own");
        Folders.createOwned(own, "rwx------", User.PROXY);
        Files.writeString(own.resolve("key.p8"), "secret");
        Folders.own(own.resolve("key.p8"), User.PROXY);
    }

    @AfterEach
    void removeNetwork() {
        root.close();
    }

    @Test
    void programSeesItsOwnFoldersOnlyAndHasNoPrivileges() {
        try (Workload probe = start()) {
            assertThat(said(probe))
                    .contains(
                            "/opt [java, launcher, weft, workload]",
                            "/opt/workload [key.p8]",
                            "Uid: 2102 2102 2102 2102",
                            "CapEff: 0000000000000000",
                            "CapBnd: 0000000000000000",
                            "NoNewPrivs: 1",
                            "environment [LANG, MALLOC_ARENA_MAX, OLDPWD, PATH, PWD, WEFT_PROBE]")
                    .anyMatch(line -> line.matches("/tmp \\[(hsperfdata_\\S*)?]"));
            assertThat(own.resolve("written")).hasContent("by the probe");
        }
    }

    @Test
    void onlyTheWorkloadsOwnFolderCanBeWrittenTo() throws IOException {
        try (Workload probe = start()) {
            assertThat(said(probe)).contains("done");

            assertThat(Files.readAllLines(Path.of("/proc/" + pid(probe) + "/mounts")))
                    .anyMatch(mount -> mount.matches("\\S+ /opt/java \\S+ ro,.*"))
                    .anyMatch(mount -> mount.matches("\\S+ /opt/weft \\S+ ro,.*"))
                    .anyMatch(mount -> mount.matches("\\S+ /opt/workload \\S+ rw,.*"));
        }
    }

    @Test
    void anotherProcessOfTheSameUserCannotLookInside() {
        try (Workload probe = start()) {
            assertThat(said(probe)).contains("done");
            long pid = pid(probe);

            for (String inside : List.of("root/opt/workload/key.p8", "environ", "mem")) {
                assertThat(asSidecar("cat", "/proc/" + pid + "/" + inside).output())
                        .as(inside)
                        .contains("Permission denied")
                        .doesNotContain("secret");
            }
            assertThat(asSidecar("cat", own.resolve("key.p8").toString()).ok())
                    .as("the folder of the test is closed to it, too")
                    .isFalse();
        }
    }

    private Workload start() {
        Installation installation =
                new Installation(folder.resolve("dist"), Path.of(System.getProperty("java.home")), null, null);
        Program.Dist program = new Program.Dist(
                "probe",
                List.of(),
                User.PROXY,
                Map.of("WEFT_PROBE", "1"),
                List.of(new Program.Bind(own, "workload", true)));
        return Workload.start(
                root.context.with(installation),
                WorkloadSpec.of("shop", "probe", "probe", List.of(), program).withInjected(false),
                event -> {});
    }

    private List<String> said(Workload probe) {
        Path log = Logs.file(root.directory, probe.pod(), "probe");
        Root.await("the probe has looked around", () -> lines(log).contains("done"));
        return lines(log);
    }

    private static long pid(Workload probe) {
        return Long.parseLong(Tool.run("ip", "netns", "pids", probe.network())
                .lines()
                .findFirst()
                .orElseThrow()
                .strip());
    }

    private static Tool.Outcome asSidecar(String... command) {
        List<String> whole = new java.util.ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                "2102",
                "--regid",
                "2102",
                "--clear-groups",
                "--bounding-set=-all",
                "--inh-caps=-all"));
        whole.addAll(List.of(command));
        return Tool.attempt("", whole);
    }

    private static List<String> lines(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ProbeMain.class.getName());
        String name = ProbeMain.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream bytes = Objects.requireNonNull(ProbeMain.class.getResourceAsStream("/" + name))) {
            jar.putNextEntry(new JarEntry(name));
            bytes.transferTo(jar);
            jar.closeEntry();
        }
    }
}

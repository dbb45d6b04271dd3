package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void programSeesWhatItNeedsAndLosesEveryPrivilege() throws IOException {
        Path dist = Files.createDirectories(folder.resolve("dist/it's-a-proxy"));
        Files.createFile(dist.resolve("app.jar"));
        Program.Dist program = new Program.Dist(
                "it's-a-proxy",
                List.of(),
                User.PROXY,
                Map.of(),
                List.of(new Program.Bind(Path.of("/mesh/workloads/shop.web"), "workload", true)));

        String script = Sandbox.script(
                Path.of("/mesh/run/stage"),
                new Installation(
                        folder.resolve("dist"),
                        Path.of("/jdk"),
                        Files.createDirectories(folder.resolve("cache")),
                        null),
                program);

        Golden.check(getClass(), "sandbox.sh", script.replace(folder.toString(), "/clone"));
    }

    @Test
    void environmentHoldsNothingOfTheCallers() {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_SECRET_ACCESS_KEY", "secret", "PATH", "/home/me"));

        Sandbox.environment(
                environment, new Program.Dist("x", List.of(), User.PROXY, Map.of("MESH_A", "1"), List.of()));

        assertThat(environment)
                .containsOnlyKeys("PATH", "LANG", "MALLOC_ARENA_MAX", "MESH_A")
                .containsEntry("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void applicationRunsAsItsCaller() {
        assertThat(Sandbox.hostCommand(
                        "weft-0-shop.web",
                        new Program.Host(List.of("./app", "--x"), new User(1000, 1001), List.of(1001, 27), true)))
                .containsExactly(
                        "ip",
                        "netns",
                        "exec",
                        "weft-0-shop.web",
                        "setpriv",
                        "--reuid",
                        "1000",
                        "--regid",
                        "1001",
                        "--groups=1001,27",
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--",
                        "./app",
                        "--x");
    }
}

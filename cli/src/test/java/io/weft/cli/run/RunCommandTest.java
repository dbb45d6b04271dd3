package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.weft.cli.machine.HttpProbe;
import io.weft.cli.machine.Program;
import io.weft.cli.machine.User;
import io.weft.cli.machine.WorkloadSpec;
import io.weft.cli.output.Console;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {
    @Test
    void onlyANameAndACommandAreNeeded() {
        WorkloadSpec spec = parse("--name", "web", "--", "./app", "--port", "1");

        assertThat(spec.namespace()).isEqualTo("default");
        assertThat(spec.serviceAccount()).isEqualTo("web");
        assertThat(spec.service()).isNull();
        assertThat(spec.injected()).isTrue();
        assertThat(((Program.Host) spec.program()).command()).containsExactly("./app", "--port", "1");
    }

    @Test
    void everyOptionArrives() {
        WorkloadSpec spec = parse(
                "-n",
                "shop",
                "--name",
                "web",
                "--service-account",
                "clerk",
                "--port",
                "8080",
                "--port",
                "9090",
                "--service",
                "front",
                "--label",
                "a=1",
                "--label",
                "b=2",
                "--annotation",
                "c=3",
                "--ready-path",
                "/healthz",
                "--inject",
                "disabled",
                "--",
                "app");

        assertThat(spec.namespace()).isEqualTo("shop");
        assertThat(spec.serviceAccount()).isEqualTo("clerk");
        assertThat(spec.ports()).containsExactly(8080, 9090);
        assertThat(spec.service()).isEqualTo("front");
        assertThat(spec.labels()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(spec.annotations()).containsEntry("c", "3");
        assertThat(spec.readiness()).isEqualTo(new HttpProbe("/healthz", 8080));
        assertThat(spec.injected()).isFalse();
    }

    @Test
    void ingressIsASidecarThatIsToldSo() {
        WorkloadSpec spec = parse("--name", "edge", "--inject", "ingress", "--", "true");

        assertThat(spec.injected()).isTrue();
        assertThat(spec.annotations()).containsExactly(entry("linkerd.io/inject", "ingress"));
    }

    @Test
    void serviceWithoutANameIsCalledAsTheWorkload() {
        assertThat(parse("--name", "web", "--port", "8080", "--service", "--", "app")
                        .service())
                .isEqualTo("web");
    }

    @Test
    void readyPathWithoutAPortIsRefused() {
        assertThatThrownBy(() -> parse("--name", "web", "--ready-path", "/healthz", "--", "app"))
                .hasMessageContaining("--port");
    }

    @Test
    void serviceWithoutAPortIsRefused() {
        assertThatThrownBy(() -> parse("--name", "web", "--service", "--", "app"))
                .hasMessageContaining("--port");
    }

    @Test
    void callerBehindSudoKeepsItsRights() {
        assertThat(Caller.of("", Map.of())).isEqualTo(new Caller(User.ROOT, List.of(), Map.of()));
        assertThat(Caller.of("", Map.of("SUDO_UID", "0", "SUDO_GID", "0")))
                .isEqualTo(new Caller(User.ROOT, List.of(), Map.of()));
        assertThat(Caller.of("nobody", Map.of()).user().uid()).isPositive();
        assertThat(Caller.of("", Map.of("SUDO_UID", "2", "SUDO_GID", "2")).environment())
                .isEqualTo(Map.of("HOME", "/bin", "USER", "bin", "LOGNAME", "bin"));
    }

    @Test
    void sidecarsUserAndUnknownUsersAreRefused() {
        assertThatThrownBy(() -> Caller.of("no-such-user-here", Map.of())).hasMessageContaining("no-such-user-here");
        assertThatThrownBy(() -> Caller.of("", Map.of("SUDO_UID", "2102", "SUDO_GID", "2102")))
                .hasMessageContaining("bypass");
    }

    @Test
    void terminalSignalsTheForegroundGroupItself() {
        assertThat(Foreground.in("7 (java x) S 1 70 70 34816 70 4194560 1")).isTrue();
        assertThat(Foreground.in("7 (java) S 1 70 70 34816 99 4194560 1")).isFalse();
        assertThat(Foreground.in("7 (java) S 1 70 70 0 -1 4194560 1")).isFalse();
    }

    private static WorkloadSpec parse(String... arguments) {
        RunCommand command = new RunCommand(Console.plain(System.out, System.err));
        new CommandLine(command).parseArgs(arguments);
        return command.spec();
    }
}

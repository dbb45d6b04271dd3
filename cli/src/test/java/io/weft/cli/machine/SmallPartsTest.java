package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPartsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void backoffDoublesAndBeginsAnewAfterAGoodTime() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

        assertThat(List.of(
                        backoff.afterHolding(Duration.ZERO),
                        backoff.afterHolding(Duration.ZERO),
                        backoff.afterHolding(Duration.ZERO),
                        backoff.afterHolding(Duration.ZERO),
                        backoff.afterHolding(Duration.ofSeconds(5))))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 5L, 1L);
    }

    @Test
    void tokenIsRenewedWhenHalfItsLifeIsOver() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(TokenFile.untilRenewal(now, now.plusSeconds(3600))).isEqualTo(Duration.ofMinutes(30));
        assertThat(TokenFile.untilRenewal(now, now.minusSeconds(5))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void oneGoodAnswerMakesReadyAndThreeBadOnesUnready() {
        try (ReadinessLoop loop = new ReadinessLoop("test", () -> true, now -> {}, event -> {})) {
            assertThat(Stream.of(false, true, false, false, true, false, false, false)
                            .map(loop::judge))
                    .containsExactly(false, true, true, true, true, true, true, false);
        }
    }

    @Test
    void changeThatCouldNotBeToldIsToldWithTheNextLook() {
        List<Boolean> told = new ArrayList<>();
        List<String> events = new ArrayList<>();
        try (ReadinessLoop loop = new ReadinessLoop(
                "test",
                () -> true,
                now -> {
                    told.add(now);
                    if (told.size() < 3) {
                        throw new MachineException("the disk is full");
                    }
                },
                events::add)) {
            for (int look = 0; look < 5; look++) {
                loop.publishUnlessDone(true);
            }
        }
        assertThat(told).containsExactly(true, true, true);
        assertThat(events).containsExactly("readiness could not be told, which is tried again: the disk is full");
    }

    @Test
    void backoffBeginsAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
        backoff.afterHolding(Duration.ZERO);
        backoff.afterHolding(Duration.ZERO);
        backoff.reset();

        assertThat(backoff.afterHolding(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void directoryComesFromOptionThenVariable() {
        Path asked = folder.resolve("asked");
        Path configured = folder.resolve("configured");
        Map<String, String> environment = Map.of("WEFT_DIR", configured.toString());

        assertThat(MeshDirectory.resolve(asked, environment).root()).isEqualTo(asked);
        assertThat(MeshDirectory.resolve(null, environment).root()).isEqualTo(configured);
    }

    @Test
    void meshIsCalledByItsDirectory() {
        assertThat(new MeshDirectory(Path.of("/a")).hash())
                .isEqualTo("6a50dc85")
                .isNotEqualTo(new MeshDirectory(Path.of("/b")).hash());
    }

    @Test
    void machineWithoutRootOrLinuxIsToldWhatWouldWork() {
        assertThat(Requirements.complaint("Linux", 0)).isNull();
        assertThat(Requirements.complaint("Linux", 1000)).contains("sudo", "privileged container", "cluster");
        assertThat(Requirements.complaint("Mac OS X", 0)).contains("Mac OS X", "Linux", "container", "cluster");
    }

    @Test
    void missingToolsAreNamed() {
        assertThat(Requirements.missing(Set.of("ip", "setpriv", "setsid", "mount")::contains))
                .containsExactly("iptables-save", "iptables-restore");
    }

    @Test
    void specRefusesWhatNoManifestCouldSay() {
        Program program = new Program.Host(List.of("true"), User.ROOT, List.of(), false);

        assertThatThrownBy(() -> WorkloadSpec.of("Shop", "web", "web", List.of(), program))
                .hasMessageContaining("Shop");
        assertThatThrownBy(() -> WorkloadSpec.of("shop", "w".repeat(58), "web", List.of(), program))
                .hasMessageContaining("57");
        assertThatThrownBy(() -> WorkloadSpec.of("shop", "web", "web", List.of(0), program))
                .hasMessageContaining("0");
        assertThatThrownBy(() -> new HttpProbe("healthz", 80)).hasMessageContaining("/");
        assertThatThrownBy(() -> new HttpProbe("/is it ready", 80)).hasMessageContaining("/is it ready");
        assertThatThrownBy(() -> new HttpProbe("/ready#now", 80)).hasMessageContaining("/ready#now");
    }

    @Test
    void sidecarHasLongerToDrainThanItTakesItself() {
        Program program = new Program.Host(List.of("true"), User.ROOT, List.of(), false);
        WorkloadSpec spec = WorkloadSpec.of("shop", "web", "web", List.of(), program);

        assertThat(Sidecar.grace(spec)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Sidecar.grace(spec.withAnnotations(
                        new LinkedHashMap<>(Map.of("config.linkerd.io/shutdown-grace-period", "1m")))))
                .isEqualTo(Duration.ofSeconds(62));
    }

    @Test
    void fileErrorsAreToldInWords() {
        assertThat(Stream.of(
                                new UncheckedIOException(new NoSuchFileException("/x")),
                                new AccessDeniedException("/x"),
                                new UncheckedIOException("cannot prepare /x", new IOException("no space left")),
                                new IOException("no space left"),
                                new IllegalStateException())
                        .map(MachineException::describe))
                .containsExactly(
                        "/x does not exist",
                        "no access to /x",
                        "cannot prepare /x",
                        "no space left",
                        "java.lang.IllegalStateException");
    }

    @Test
    void podNamesAreTheDeploymentsWithFiveMoreCharacters() {
        assertThat(PodName.generate("shop", "web").name()).matches("web-[a-z0-9]{5}");
    }
}

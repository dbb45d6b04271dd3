package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> events = new CopyOnWriteArrayList<>();
    private Instant now = NOW;
    private final InstantSource clock = () -> now;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void needsRoot() {
        assumeTrue(
                Requirements.complaint(System.getProperty("os.name"), Root.uid()) == null,
                "skipped: only root may give a file to the sidecar's user");
    }

    @Test
    void tokenBelongsToTheSidecarAlone() throws IOException {
        Path file = folder.resolve("token");
        try (TokenFile kept = keep(file, () -> token("a.b.c", 3600))) {
            assertThat(kept).isNotNull();
            assertThat(file).content().isEqualTo("a.b.c");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(2102);
        }
    }

    @Test
    void linkOfTheSidecarsLeadsNowhere() throws IOException {
        Path hosts = Files.writeString(folder.resolve("elsewhere"), "untouched");
        Path own = Files.createDirectory(folder.resolve("own"));
        Folders.own(own, User.PROXY);
        Path file = own.resolve("token");
        Files.createSymbolicLink(file, hosts);
        Files.createSymbolicLink(own.resolve("." + "token." + Folders.unique()), hosts);

        try (TokenFile kept = keep(file, () -> token("a.b.c", 3600))) {
            assertThat(kept).isNotNull();
            assertThat(file).isRegularFile().content().isEqualTo("a.b.c");
            assertThat(hosts).content().isEqualTo("untouched");
            assertThat(Files.getAttribute(hosts, "unix:uid")).isEqualTo(0);
            assertThat(folder.resolve("aside")).isEmptyDirectory();
        }
    }

    @Test
    void nextTokenReplacesTheFirst() {
        Iterator<String> tokens = List.of("first", "second").iterator();
        Path file = folder.resolve("token");
        try (TokenFile kept = keep(file, () -> token(tokens.hasNext() ? tokens.next() : "second", 2))) {
            assertThat(kept).isNotNull();
            Root.await("the second token", () -> content(file).equals("second"));
        }
    }

    @Test
    void refusalIsTriedAgainWhileThereIsPatience() {
        List<String> attempts = new ArrayList<>();
        Path file = folder.resolve("token");
        try (TokenFile kept = keep(file, () -> {
            attempts.add("attempt");
            if (attempts.size() < 3) {
                throw new MachineException("not yet");
            }
            return token("late", 3600);
        })) {
            assertThat(kept).isNotNull();
            assertThat(content(file)).isEqualTo("late");
        }
    }

    @Test
    void refusalIsFinalWhenPatienceIsOver() {
        assertThatThrownBy(() -> keep(folder.resolve("token"), () -> {
                    now = NOW.plusSeconds(100);
                    throw new MachineException("no such pod");
                }))
                .hasMessage("no such pod");
    }

    @Test
    void failedRenewalLeavesTheOldTokenAndIsReported() {
        Path file = folder.resolve("token");
        List<String> attempts = new CopyOnWriteArrayList<>();
        try (TokenFile kept = keep(file, () -> {
            attempts.add("attempt");
            if (attempts.size() > 1) {
                throw new MachineException("identity-service is away");
            }
            return token("first", 2);
        })) {
            assertThat(kept).isNotNull();
            Root.await("a failed renewal", () -> !events.isEmpty());
            assertThat(content(file)).isEqualTo("first");
            assertThat(events.getFirst()).contains("identity-service is away", "trying again");
        }
    }

    @Test
    void tokenIsNeverPrinted() {
        assertThat(token("secret", 1).toString()).doesNotContain("secret");
    }

    private TokenFile keep(Path file, Supplier<Mint.Token> mint) {
        return TokenFile.keep(file, aside(), mint, Duration.ofSeconds(60), () -> {}, clock, events::add);
    }

    private Path aside() {
        try {
            return Files.createDirectories(folder.resolve("aside"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mint.Token token(String text, long seconds) {
        return new Mint.Token(text, NOW.plusSeconds(seconds));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}

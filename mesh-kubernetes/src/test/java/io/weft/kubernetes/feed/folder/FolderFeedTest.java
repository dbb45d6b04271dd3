package io.weft.kubernetes.feed.folder;

import static io.weft.kubernetes.feed.folder.Manifests.join;
import static io.weft.kubernetes.feed.folder.Manifests.pod;
import static io.weft.kubernetes.feed.folder.Manifests.server;
import static io.weft.kubernetes.feed.folder.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole feed on a real folder. */
class FolderFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private final Recorder recorder = new Recorder();
    private Path home;
    private FolderFeed feed;

    @BeforeEach
    void makeFeed() {
        home = temporary.resolve("manifests");
        feed = newFeed();
    }

    private FolderFeed newFeed() {
        return new FolderFeed(new FolderSettings(home, Optional.of(temporary.resolve("run"))));
    }

    @AfterEach
    void endFeed() {
        feed.close();
    }

    private void makeFolder() throws IOException {
        Files.createDirectory(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As every careful writer does. */
    private void write(String name, String text) throws IOException {
        Path aside = Files.writeString(home.resolve("." + name + ".tmp"), text);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(aside, home.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void eventually(BooleanSupplier holds) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as("time to wait").isBefore(deadline);
            Thread.onSpinWait();
            try {
                Thread.sleep(10); // polls real input and output
            } catch (InterruptedException end) {
                throw new AssertionError(end);
            }
        }
    }

    @Test
    void changesAndDeletionsReachTheListener() throws IOException {
        makeFolder();
        write("a.yaml", server("shop", "a"));
        feed.start(recorder);
        eventually(() -> feed.status().loaded());
        assertThat(recorder.drain()).containsExactly("reset");
        assertThat(recorder.standing()).containsExactly("Server shop/a");

        write(
                "b.yaml",
                join(
                        service("shop", "web", "selector: {app: web}, ports: [{port: 80, targetPort: 8080}]"),
                        pod("shop", "web-1", "web", "10.42.0.1", true)));
        eventually(() -> recorder.all(EndpointSlice.class).size() == 1);

        Files.delete(home.resolve("b.yaml"));
        eventually(() -> recorder.standing().size() == 1);
    }

    @Test
    void aFolderMayAppearLateAndGoAndBeReplaced() throws IOException {
        feed.start(recorder);
        eventually(() -> feed.status().away().isPresent());
        assertThat(feed.status().loaded()).isFalse();
        assertThat(feed.status().away()).map(FeedStatus.Away::reason).contains(home + " does not exist");

        makeFolder();
        write("a.yaml", server("shop", "a"));
        eventually(() -> recorder.standing().size() == 1);
        assertThat(feed.status().away()).isEmpty();

        Files.move(home, temporary.resolve("elsewhere"));
        eventually(() -> feed.status().away().isPresent());
        eventually(() -> feed.status()
                        .away()
                        .map(FeedStatus.Away::age)
                        .orElse(Duration.ZERO)
                        .toMillis()
                > 0);
        assertThat(recorder.standing()).containsExactly("Server shop/a");

        makeFolder();
        write("b.yaml", server("shop", "b"));
        eventually(() -> recorder.standing().equals(java.util.List.of("Server shop/b")));
    }

    @Test
    void aFolderExchangedBetweenTwoLooksIsNoticed() throws IOException {
        makeFolder();
        write("a.yaml", server("shop", "a"));
        feed.start(recorder);
        eventually(() -> feed.status().loaded());
        Path other = temporary.resolve("other");
        Files.createDirectory(other);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(home, temporary.resolve("old"));
        Files.move(other, home);

        eventually(() -> recorder.standing().isEmpty());
        write("b.yaml", server("shop", "b"));
        eventually(() -> recorder.standing().size() == 1);
    }

    @Test
    void addressesSurviveARestart() throws IOException {
        makeFolder();
        write("a.yaml", service("shop", "web", ""));
        feed.start(recorder);
        eventually(() -> feed.status().loaded());
        String given = recorder.all(Service.class).getFirst().clusterIps().getFirst();
        assertThat(ClusterIps.read(temporary.resolve("run")).of("shop", "web")).contains(given);
        feed.close();

        Recorder second = new Recorder();
        feed = newFeed();
        feed.start(second);
        eventually(() -> feed.status().loaded());
        assertThat(second.all(Service.class).getFirst().clusterIps()).containsExactly(given);
    }

    @Test
    void aStateFileThatIsNoneIsSetAside() throws IOException {
        makeFolder();
        Path run = Files.createDirectory(temporary.resolve("run"));
        Files.writeString(run.resolve("cluster-ips.json"), "{");
        write("a.yaml", service("shop", "web", ""));
        feed.start(recorder);
        eventually(() -> feed.status().loaded());

        assertThat(run.resolve("cluster-ips.json.unreadable")).hasContent("{");
        assertThat(ClusterIps.read(run).of("shop", "web")).isPresent();
    }

    @Test
    void afterCloseNothingIsTold() throws IOException {
        makeFolder();
        feed.start(recorder);
        eventually(() -> feed.status().loaded());
        feed.close();
        feed.close();
        recorder.drain();
        write("a.yaml", server("shop", "a"));

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("folder-feed"));
        assertThat(recorder.drain()).isEmpty();
    }

    @Test
    void aFeedWhoseThreadHangsSaysSo() throws IOException {
        makeFolder();
        AtomicLong ahead = new AtomicLong();
        CountDownLatch release = new CountDownLatch(1);
        feed = new FolderFeed(new FolderSettings(home, Optional.empty()), () -> System.nanoTime() + ahead.get());
        feed.start(new HangingListener(release));
        assertThat(feed.status().away()).isEmpty();
        ahead.addAndGet(Duration.ofSeconds(31).toNanos());

        eventually(() -> feed.status().away().isPresent());
        assertThat(feed.status().away().orElseThrow().reason()).startsWith("the folder has not been looked at");
        release.countDown();
    }

    private record HangingListener(CountDownLatch release) implements FeedListener {
        @Override
        public void reset(Collection<Resource> all) {
            try {
                release.await();
            } catch (InterruptedException end) {
                throw new IllegalStateException(end);
            }
        }

        @Override
        public void apply(Resource resource) {}

        @Override
        public void delete(ResourceId id) {}
    }

    @Test
    void whereNoFolderIsToBeWatchedEveryWaitMeansMaybeAnything() {
        try (FolderEvents events = new FolderEvents(home, new CountDownLatch(1))) {
            assertThat(events.watch()).isFalse();
            assertThat(events.await(1_000_000).maybeAnything()).isTrue();
        }
    }

    @Test
    void aFeedIsStartedOnce() throws IOException {
        makeFolder();
        assertThat(feed.status())
                .isEqualTo(new FeedStatus(false, Optional.empty(), java.util.List.of(), java.util.List.of()));
        feed.start(recorder);

        assertThatIllegalStateException().isThrownBy(() -> feed.start(recorder));
        feed.close();
        assertThatIllegalStateException().isThrownBy(() -> feed.start(recorder));
    }

    @Test
    void tenThousandFilesAreTakenIn() throws IOException {
        makeFolder();
        for (int i = 0; i < 10_000; i++) {
            String app = "app" + i % 1000;
            Path file = Files.writeString(
                    home.resolve("pod" + i + ".yaml"),
                    pod("shop", "pod" + i, app, "10.42." + i / 250 + "." + (i % 250 + 1), true));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        for (int i = 0; i < 1000; i++) {
            Path file = Files.writeString(
                    home.resolve("service" + i + ".yaml"),
                    service("shop", "app" + i, "selector: {app: app" + i + "}, ports: [{port: 80, targetPort: http}]"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        feed.start(recorder);
        eventually(() -> feed.status().loaded());
        assertThat(recorder.all(EndpointSlice.class)).hasSize(10_000);
        recorder.drain();

        write("pod7.yaml", pod("shop", "pod7", "app7", "10.42.200.7", false));
        eventually(() -> !recorder.drain().isEmpty());
    }
}

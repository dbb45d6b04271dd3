package io.weft.kubernetes.feed.kubernetes;

import static io.weft.kubernetes.feed.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.kubernetes.feed.Manifests;
import io.weft.kubernetes.feed.Recorder;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever befalls the API server and its watches, in the end a feed knows what one that begins anew is told. */
class ConvergenceTest {
    private static final int STEPS = 60;
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    private final FakeApiServer server = new FakeApiServer();
    private final List<KubernetesClient> clients = new ArrayList<>();
    private final List<KubernetesFeed> feeds = new ArrayList<>();
    private final AtomicLong aheadNanos = new AtomicLong();
    private final List<String> past = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 6);
    }

    @AfterEach
    void close() {
        feeds.forEach(KubernetesFeed::close);
        clients.forEach(KubernetesClient::close);
        server.close();
    }

    private KubernetesFeed start(Recorder recorder) {
        KubernetesClient client = FakeApiServer.client(server.uri());
        clients.add(client);
        KubernetesFeed feed = new KubernetesFeed(client, () -> System.nanoTime() + aheadNanos.get());
        feeds.add(feed);
        feed.start(recorder);
        eventually("the first state", () -> feed.status().loaded());
        return feed;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void feedThatLivedThroughItKnowsWhatOneMadeAnewDoes(long seed) {
        Random random = new Random(seed);
        Recorder recorder = new Recorder();
        start(recorder);
        for (int step = 0; step < STEPS; step++) {
            befall(random);
        }
        assertConverged(recorder);
    }

    @Test
    void twoMinutesWithoutAServerAreSurvived() {
        server.apply(Manifests.server("shop", "stays"));
        server.apply(Manifests.server("shop", "goes"));
        Recorder recorder = new Recorder();
        KubernetesFeed feed = start(recorder);
        server.goAway();
        eventually("its absence", () -> feed.status().away().isPresent());
        aheadNanos.addAndGet(Duration.ofMinutes(2).toNanos());
        eventually(
                "its age",
                () -> feed.status().away().stream().anyMatch(away -> away.age().compareTo(Duration.ofMinutes(2)) >= 0));
        assertThat(recorder.standing()).containsExactly("Server shop/goes", "Server shop/stays");

        server.delete("Server", "shop", "goes");
        server.apply(Manifests.server("shop", "comes"));
        server.expire();
        server.comeBack();
        aheadNanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertConverged(recorder);
        eventually("its return", () -> feed.status().away().isEmpty());
    }

    private void befall(Random random) {
        switch (random.nextInt(14)) {
            case 0 -> server.expire();
            case 1 -> away(random);
            case 2 -> server.tellAgain("ADDED", manifest(random));
            case 3 -> server.tellAgain("MODIFIED", manifest(random));
            case 4 -> aheadNanos.addAndGet(Duration.ofHours(1).toNanos());
            case 5 -> late("ADDED", random);
            case 6 -> late("MODIFIED", random);
            default -> edit(random);
        }
    }

    /** What was so once is told as if it were so now. */
    private void late(String type, Random random) {
        if (!past.isEmpty()) {
            server.tellLate(type, past.get(random.nextInt(past.size())));
        }
    }

    private void away(Random random) {
        server.goAway();
        for (int edits = random.nextInt(5); edits > 0; edits--) {
            edit(random);
        }
        if (random.nextBoolean()) {
            server.expire();
        }
        server.comeBack();
    }

    private void edit(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (random.nextInt(3) > 0) {
            String manifest = manifest(random);
            server.apply(manifest);
            past.add(server.held(manifest));
        } else if (server.holds("Server", "shop", name)) {
            server.delete("Server", "shop", name);
        }
    }

    private static String manifest(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(5)) {
            case 0 -> Manifests.service("shop", name, "ports: [{port: %d}]".formatted(1 + random.nextInt(9)));
            case 1 -> Manifests.pod("shop", name, name, "10.1.0." + random.nextInt(9), random.nextBoolean());
            case 2 -> Manifests.refusedServer("shop", name);
            default -> Manifests.server("shop", name, random.nextBoolean() ? "deny" : "audit");
        };
    }

    /** A Server that cannot be read keeps its last good version, which one that begins anew never saw. */
    private void assertConverged(Recorder recorder) {
        for (String name : NAMES) {
            server.apply(Manifests.server("shop", name));
        }
        Recorder anew = new Recorder();
        start(anew);
        Map<ResourceId, Resource> expected = anew.everything();
        eventually("what one made anew knows", () -> {
            aheadNanos.addAndGet(Duration.ofSeconds(1).toNanos()); // an API server that is not believed is asked again
            return recorder.everything().equals(expected);
        });
    }
}

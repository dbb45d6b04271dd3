package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Latest;
import io.weft.kubernetes.feed.folder.ClusterIps;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostsKeeperTest {
    private final Latest<MeshNames.View> names = new Latest<>(view("10.96.0.1"));
    private final List<MeshNames.View> written = new CopyOnWriteArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();

    @Test
    void namesAreWrittenNowAndWheneverTheyChangeUntilClosed() {
        HostsKeeper keeper = HostsKeeper.keep(names, written::add, events::add);
        names.set(view("10.96.0.2"));
        keeper.close();
        names.set(view("10.96.0.3"));

        assertThat(written).containsExactly(view("10.96.0.1"), view("10.96.0.2"));
    }

    @Test
    void closingWaitsForTheWriteThatIsUnderWay() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        HostsKeeper keeper = HostsKeeper.keep(
                names,
                view -> {
                    if (view.equals(view("10.96.0.2"))) {
                        writing.countDown();
                        awaitQuietly(mayEnd);
                    }
                    written.add(view);
                },
                events::add);
        Thread changing = Thread.ofPlatform().start(() -> names.set(view("10.96.0.2")));
        assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofPlatform().start(keeper::close);
        Root.await("closing waits", () -> closing.getState() == Thread.State.BLOCKED);
        assertThat(written).hasSize(1);

        mayEnd.countDown();
        closing.join();

        assertThat(written).hasSize(2);
        changing.join();
    }

    @Test
    void whatCannotBeWrittenIsToldOnceAndTriedAgain() {
        HostsKeeper keeper = HostsKeeper.keep(
                names,
                view -> {
                    written.add(view);
                    if (written.size() < 3) {
                        throw new MachineException("the disk is full");
                    }
                },
                events::add,
                later::add);
        while (!later.isEmpty()) {
            later.remove().run();
        }
        keeper.close();

        assertThat(written).hasSize(3);
        assertThat(events)
                .containsExactly("the names of the mesh could not be written, which is tried again: the disk is full");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MeshNames.View view(String address) {
        return new MeshNames.View(
                List.of(),
                List.of(),
                new ClusterIps(Map.of(new ResourceId(ResourceKind.SERVICE, "shop", "web"), address)));
    }
}

package io.weft.kubernetes.feed.folder;

import static io.weft.kubernetes.feed.folder.Manifests.brokenServer;
import static io.weft.kubernetes.feed.folder.Manifests.join;
import static io.weft.kubernetes.feed.folder.Manifests.policy;
import static io.weft.kubernetes.feed.folder.Manifests.server;
import static io.weft.kubernetes.feed.folder.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.folder.FolderView.Contents;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Server;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When files count, when they are gone, and what happens while the folder is away. */
class FolderCoreTest {
    private final FolderFixture feed = new FolderFixture();
    private final FakeFolder folder = feed.folder;

    @Test
    void nothingIsToldBeforeTheFirstCompleteLoad() {
        folder.write("a.yaml", server("shop", "a"));
        folder.write("b.yaml", server("shop", "b"));
        feed.pass(150);
        folder.write("b.yaml", server("shop", "b")); // still being written
        feed.pass(100);

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.state().loaded()).isFalse();

        feed.pass(100);
        assertThat(feed.recorder.drain()).containsExactly("reset");
        assertThat(feed.standing()).containsExactly("Server shop/a", "Server shop/b");
        assertThat(feed.state().loaded()).isTrue();
    }

    @Test
    void anEmptyFolderIsACompleteStateToo() {
        feed.pass(0);

        assertThat(feed.recorder.drain()).containsExactly("reset");
    }

    @Test
    void aFolderThatIsNotThereAtTheStartIsNotAnEmptyOne() {
        folder.goAway("the folder does not exist");
        feed.pass(60_000);

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.state().loaded()).isFalse();
        assertThat(feed.state().away()).contains("the folder does not exist");

        folder.comeBack();
        feed.pass(0);
        assertThat(feed.recorder.drain()).containsExactly("reset");
        assertThat(feed.state().away()).isEmpty();
    }

    @Test
    void aFileCountsOnceItHasBeenStableForTwoHundredMilliseconds() {
        feed.settle();
        folder.write("a.yaml", server("shop", "a"));
        feed.pass(199);
        assertThat(feed.standing()).isEmpty();

        feed.pass(1);
        assertThat(feed.standing()).containsExactly("Server shop/a");
    }

    @Test
    void everyChangeBeginsTheWaitAnew() {
        feed.settle();
        for (int i = 0; i < 10; i++) {
            folder.write("a.yaml", server("shop", "a"));
            feed.pass(199);
        }
        assertThat(feed.standing()).isEmpty();

        feed.pass(1);
        assertThat(feed.standing()).containsExactly("Server shop/a");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsReadAgainLater() {
        feed.settle();
        folder.write("a.yaml", server("shop", "half"));
        folder.duringNextRead(() -> folder.write("a.yaml", server("shop", "whole")));
        feed.settle();
        assertThat(feed.standing()).isEmpty();

        feed.settle();
        assertThat(feed.standing()).containsExactly("Server shop/whole");
    }

    @Test
    void aFileThatVanishesWhileItIsReadIsNoFile() {
        feed.settle();
        folder.write("a.yaml", server("shop", "a"));
        folder.duringNextRead(() -> folder.delete("a.yaml"));
        feed.settle().forget();

        assertThat(feed.standing()).isEmpty();
        assertThat(feed.core().nextDueNanos(feed.nowNanos())).isEmpty();
    }

    @Test
    void whatDidNotChangeIsNotToldAgain() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();

        assertThat(feed.recorder.drain()).isEmpty();
    }

    @Test
    void aDeletionIsAppliedAfterFiveHundredMilliseconds() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        folder.delete("a.yaml");
        feed.pass(499);
        assertThat(feed.standing()).containsExactly("Server shop/a");

        feed.pass(1);
        assertThat(feed.standing()).isEmpty();
    }

    @Test
    void anEditorThatDeletesAndRenamesLetsNothingSlip() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        feed.recorder.drain();
        folder.delete("a.yaml");
        feed.pass(499);
        folder.write("a.yaml", server("shop", "a", "audit")); // back, but it does not count yet
        feed.pass(199);
        assertThat(feed.recorder.drain()).isEmpty();

        feed.pass(1);
        assertThat(feed.recorder.drain()).containsExactly("apply Server shop/a");
        assertThat(feed.recorder.find(Server.class, "shop", "a").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.AUDIT);
    }

    @Test
    void aNameThatComesAndGoesIsGoneOnlyAfterAnUnbrokenAbsence() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        for (int i = 0; i < 5; i++) {
            folder.delete("a.yaml");
            feed.pass(400);
            folder.write("a.yaml", server("shop", "a"));
            feed.pass(100);
        }
        folder.delete("a.yaml");
        feed.pass(499);
        assertThat(feed.standing()).containsExactly("Server shop/a");

        feed.pass(1);
        assertThat(feed.standing()).isEmpty();
    }

    @Test
    void aNameThatReturnsUnchangedNeverLeft() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        feed.recorder.drain();
        folder.rename("a.yaml", "a.yaml~");
        feed.pass(300);
        folder.rename("a.yaml~", "a.yaml");
        feed.pass(1000);

        assertThat(feed.recorder.drain()).isEmpty();
    }

    @Test
    void aDocumentThatMovesToAnotherFileIsNeverGone() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        feed.recorder.drain();
        folder.rename("a.yaml", "b.yaml");
        feed.settle().forget();

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.standing()).containsExactly("Server shop/a");
        assertThat(feed.refused()).isEmpty();
    }

    @Test
    void whileTheFolderIsAwayTheLastStateStays() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        feed.recorder.drain();
        folder.delete("a.yaml"); // as a removal of the whole folder begins
        feed.pass(100);
        long seen = feed.nowNanos();
        folder.goAway("the folder does not exist");
        feed.pass(60_000);

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.state().loaded()).isTrue();
        assertThat(feed.state().away()).contains("the folder does not exist");
        assertThat(feed.state().seenNanos()).isEqualTo(seen);
    }

    @Test
    void afterTheFolderCameBackEveryCountdownBeginsAnew() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        folder.goAway("gone");
        feed.pass(60_000);
        folder.delete("a.yaml");
        folder.write("b.yaml", server("shop", "b"));
        folder.comeBack();
        feed.pass(199);
        assertThat(feed.standing()).containsExactly("Server shop/a");

        feed.pass(1);
        assertThat(feed.standing()).containsExactly("Server shop/a", "Server shop/b");

        feed.pass(300);
        assertThat(feed.standing()).containsExactly("Server shop/b");
    }

    @Test
    void aFolderThatGoesWithItsFilesTakesNothingAway() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        folder.delete("a.yaml");
        feed.pass(0);
        folder.goAway("gone");
        feed.pass(500);
        folder.comeBack(); // empty
        feed.pass(499);
        assertThat(feed.standing()).containsExactly("Server shop/a");

        feed.pass(1);
        assertThat(feed.standing()).isEmpty();
    }

    @Test
    void aLookAtOneFileLeavesTheOthersAlone() {
        feed.settle();
        folder.write("a.yaml", server("shop", "a"));
        folder.write("b.yaml", server("shop", "b"));
        feed.core().lookAt(Set.of("a.yaml"), feed.nowNanos());

        assertThat(feed.core().nextDueNanos(feed.nowNanos())).isEqualTo(OptionalLong.of(200_000_000));
        feed.core().lookAt(Set.of(), feed.nowNanos() + 200_000_000);
        assertThat(feed.standing()).containsExactly("Server shop/a");
    }

    @Test
    void afterAnAbsenceALookAtOneFileIsALookAtAll() {
        feed.settle();
        folder.goAway("gone");
        feed.pass(1);
        folder.write("a.yaml", server("shop", "a"));
        folder.comeBack();
        feed.core().lookAt(Set.of(), feed.nowNanos());
        feed.core().lookAt(Set.of(), feed.nowNanos() + 200_000_000);

        assertThat(feed.standing()).containsExactly("Server shop/a");
    }

    @Test
    void restrictionsComeBeforePermissionsAndGoAfterThem() {
        feed.settle();
        feed.recorder.drain();
        folder.write("z.yaml", server("shop", "web"));
        folder.write("a.yaml", policy("shop", "allow"));
        feed.settle();
        assertThat(feed.recorder.drain())
                .containsExactly("apply Server shop/web", "apply AuthorizationPolicy shop/allow");

        folder.delete("z.yaml");
        folder.delete("a.yaml");
        folder.write("b.yaml", server("shop", "other"));
        feed.forget();
        assertThat(feed.recorder.drain())
                .containsExactly(
                        "apply Server shop/other", "delete AuthorizationPolicy shop/allow", "delete Server shop/web");
    }

    @Test
    void ofTwoDocumentsWithOneNameTheFirstByFileNameStays() {
        folder.write("b.yaml", server("shop", "web", "audit"));
        folder.write("a.yaml", join(server("shop", "x"), server("shop", "web", "deny")));
        feed.settle();

        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.DENY);
        assertThat(feed.refused())
                .containsExactly(
                        "b.yaml:1: Server shop/web is written in a.yaml:11 already, which counts; remove one of"
                                + " the two");

        folder.delete("a.yaml");
        feed.forget();
        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.AUDIT);
        assertThat(feed.refused()).isEmpty();
    }

    @Test
    void ofTwoDocumentsWithOneNameInOneFileTheUpperStays() {
        folder.write("a.yaml", join(server("shop", "web", "deny"), server("shop", "web", "audit")));
        feed.settle();

        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.DENY);
        assertThat(feed.refused())
                .singleElement()
                .asString()
                .startsWith("a.yaml:11: Server shop/web is written in a.yaml:1");
    }

    @Test
    void kindsThatAreNotUsedAreTold() {
        String namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";
        folder.write("a.yaml", join(namespace, namespace, server("shop", "a")));
        feed.settle();
        assertThat(feed.state().ignored())
                .containsExactly(
                        new IgnoredDocument("a.yaml", 1, "v1 Namespace"),
                        new IgnoredDocument("a.yaml", 5, "v1 Namespace"));

        folder.write("a.yaml", namespace);
        feed.settle();
        assertThat(feed.state().ignored()).containsExactly(new IgnoredDocument("a.yaml", 1, "v1 Namespace"));

        folder.delete("a.yaml");
        feed.forget();
        assertThat(feed.state().ignored()).isEmpty();
    }

    @Test
    void aFileThatCouldNotBeReadIsTriedAgainAtTheNextLookAndHoldsTheFirstLoad() {
        folder.put("a.yaml", new Contents.Unseen("too many open files", true));
        feed.settle();
        assertThat(feed.state().loaded()).isFalse();
        assertThat(feed.refused()).containsExactly("a.yaml:1: too many open files");

        Stamp same = folder.stamp("a.yaml").orElseThrow();
        folder.write("a.yaml", server("shop", "a"));
        folder.restamp("a.yaml", same);
        feed.settle();
        assertThat(feed.state().loaded()).isTrue();
        assertThat(feed.standing()).containsExactly("Server shop/a");
        assertThat(feed.refused()).isEmpty();
    }

    @Test
    void aFileThatAnEditorReplacesDuringTheFirstLoadIsWaitedFor() {
        folder.write("a.yaml", server("shop", "a"));
        folder.write("b.yaml", server("shop", "b"));
        feed.pass(100);
        folder.delete("a.yaml");
        feed.pass(400);
        assertThat(feed.state().loaded()).isFalse();

        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        assertThat(feed.recorder.drain()).containsExactly("reset");
        assertThat(feed.standing()).containsExactly("Server shop/a", "Server shop/b");
    }

    @Test
    void aFileThatGoesDuringTheFirstLoadHoldsItForHalfASecond() {
        folder.write("a.yaml", server("shop", "a"));
        feed.pass(100);
        folder.delete("a.yaml");
        feed.pass(499);
        assertThat(feed.state().loaded()).isFalse();

        feed.pass(1);
        assertThat(feed.state().loaded()).isTrue();
    }

    @Test
    void aFileNobodyMayReadKeepsWhatItHeld() {
        folder.write("a.yaml", join(server("shop", "a"), service("shop", "web", "clusterIP: None")));
        feed.settle();
        feed.recorder.drain();
        folder.put("a.yaml", new Contents.Unseen("it cannot be read", false));
        feed.settle();

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.refused()).containsExactly("a.yaml:1: it cannot be read; what it held before stays");

        folder.write("a.yaml", server("shop", "a"));
        feed.settle().forget();
        assertThat(feed.standing()).containsExactly("Server shop/a");
    }

    @Test
    void aFileNobodyMayReadAndThatNeverWasReadDisturbsNothing() {
        folder.put("a.yaml", new Contents.Unseen("it cannot be read", false));
        folder.write("b.yaml", server("shop", "b"));
        feed.settle();

        assertThat(feed.standing()).containsExactly("Server shop/b");
    }

    @Test
    void aListenerThatFailsIsToldEverythingAgain() {
        Failing listener = new Failing();
        FolderCore core = new FolderCore(folder, new ClusterIpPool(Map.of()), addresses -> {}, listener, 0);
        core.lookAtAll(0);
        folder.write("a.yaml", server("shop", "a"));
        core.lookAtAll(1);
        core.lookAtAll(200_000_001);
        assertThat(listener.heard.drain()).as("it failed each time").isEmpty();

        listener.fails = false;
        core.lookAt(Set.of(), 200_000_002);
        assertThat(listener.heard.drain()).isEmpty();
        core.lookAtAll(200_000_003);
        core.lookAtAll(200_000_004);
        assertThat(listener.heard.drain()).containsExactly("reset");
        assertThat(listener.heard.standing()).containsExactly("Server shop/a");
    }

    private static final class Failing implements FeedListener {
        final Recorder heard = new Recorder();
        boolean fails = true;

        @Override
        public void reset(Collection<Resource> all) {
            failOr(() -> heard.reset(all));
        }

        @Override
        public void apply(Resource resource) {
            failOr(() -> heard.apply(resource));
        }

        @Override
        public void delete(ResourceId id) {
            failOr(() -> heard.delete(id));
        }

        private void failOr(Runnable call) {
            if (fails) {
                throw new IllegalStateException("theirs");
            }
            call.run();
        }
    }

    @Test
    void aBrokenDocumentDoesNotTakeItsNeighboursWithIt() {
        folder.write("a.yaml", join(server("shop", "a"), "kind: [broken\n", server("shop", "c")));
        feed.settle();

        assertThat(feed.standing()).containsExactly("Server shop/a", "Server shop/c");
        assertThat(feed.refused()).singleElement().asString().startsWith("a.yaml:1");
    }

    @Test
    void linesAreThoseOfTheFile() {
        folder.write("a.yaml", join(server("shop", "a"), server("shop", "b").replace("port: 80", "port: 99999")));
        folder.write("b.yaml", join(server("shop", "c"), brokenServer("shop", "d")));
        feed.settle();

        assertThat(feed.state().refused())
                .extracting(refused -> refused.file() + ":" + refused.line() + " " + refused.field())
                .containsExactly("a.yaml:18 spec.port", "b.yaml:19 ");
    }
}

package io.weft.kubernetes.feed.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.Manifests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Ten thousand edits: whatever befalls a folder, once it can be read a feed that lived through it knows what one that begins anew
 * is told.
 */
class FolderEditsTest {
    private static final int TRIES = 50;
    private static final int EDITS = 200;
    private static final List<String> NAMES = List.of("a", "b", "c");

    enum What {
        WRITE,
        BREAK,
        REFUSE,
        EMPTY,
        DELETE,
        RENAME,
        LEAVE,
        RETURN,
        WAIT
    }

    /**
     * Something happens to the file that tells of {@code name}.
     *
     * @param variant what is written
     * @param millis how long nothing happens after it
     */
    record Edit(What what, String name, int variant, int millis) {
        static Edit any(Random random) {
            What[] all = What.values();
            int what = random.nextInt(all.length + 6);
            return new Edit(
                    what < all.length ? all[what] : What.WRITE,
                    NAMES.get(random.nextInt(NAMES.size())),
                    random.nextInt(8),
                    random.nextInt(3) == 0 ? random.nextInt(600) : random.nextInt(60));
        }

        String text() {
            return Manifests.join(
                    Manifests.server("shop", name, variant % 2 == 0 ? "deny" : "audit"),
                    Manifests.service(
                            "shop",
                            name,
                            "clusterIP: 10.96.0.%d, selector: {app: %s}, ports: [{port: 80, targetPort: 8080}]"
                                    .formatted(1 + NAMES.indexOf(name), NAMES.get(variant % NAMES.size()))),
                    Manifests.pod("shop", name + "-1", name, "10.42.0." + (1 + NAMES.indexOf(name)), variant < 4));
        }
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Arbitraries.randomValue(Edit::any)
                .list()
                .ofMaxSize(EDITS)
                .withSizeDistribution((size, least, most, center) -> random -> most);
    }

    @Property(tries = TRIES, seed = "4711", edgeCases = EdgeCasesMode.NONE)
    void feedThatLivedThroughItKnowsWhatOneMadeAnewDoes(@ForAll("edits") List<Edit> edits) {
        Lived lived = new Lived();
        edits.forEach(lived::edit);
        lived.mend();

        FolderFixture anew = new FolderFixture(lived.folder());
        anew.settle().forget();
        assertThat(lived.feed.recorder.everything()).isEqualTo(anew.recorder.everything());
    }

    /** A feed and its folder, each of whose files tells of one name, wherever it is. */
    private static final class Lived {
        private final FolderFixture feed = new FolderFixture();
        private final Map<String, String> files = new LinkedHashMap<>();

        FakeFolder folder() {
            return feed.folder;
        }

        void edit(Edit edit) {
            String file = files.getOrDefault(edit.name(), edit.name() + ".yaml");
            switch (edit.what()) {
                case WRITE -> write(edit.name(), file, edit.text());
                case BREAK -> write(edit.name(), file, Manifests.brokenServer("shop", edit.name()));
                case REFUSE -> write(edit.name(), file, Manifests.refusedServer("shop", edit.name()));
                case EMPTY -> write(edit.name(), file, "");
                case DELETE -> delete(edit.name(), file);
                case RENAME -> rename(edit.name(), file);
                case LEAVE -> folder().goAway("it is not there");
                case RETURN -> folder().comeBack();
                case WAIT -> feed.settle();
            }
            feed.pass(edit.millis());
        }

        private void write(String name, String file, String text) {
            folder().write(file, text);
            files.put(name, file);
        }

        private void delete(String name, String file) {
            folder().delete(file);
            files.remove(name);
        }

        private void rename(String name, String file) {
            if (files.containsKey(name)) {
                String other = file.startsWith("moved-") ? name + ".yaml" : "moved-" + file;
                folder().rename(file, other);
                files.put(name, other);
            }
        }

        /** A policy that cannot be read keeps its last good version, which one that begins anew never saw. */
        void mend() {
            folder().comeBack();
            NAMES.forEach(name -> edit(new Edit(What.WRITE, name, 0, 0)));
            feed.settle().forget().settle().forget();
        }
    }
}

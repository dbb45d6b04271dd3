package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.Recorder;
import io.weft.kubernetes.feed.RefusedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder feed without disk or thread, at a time that is set. */
final class FolderFixture {
    final FakeFolder folder;
    final Recorder recorder = new Recorder();
    final List<Map<String, String>> stored = new ArrayList<>();
    boolean storeFails;
    private final FolderCore core;
    private long nowNanos = Long.MAX_VALUE - 1_000_000_000L; // a ticker may wrap

    FolderFixture() {
        this(Map.of());
    }

    FolderFixture(Map<String, String> remembered) {
        this(new FakeFolder(), remembered);
    }

    /** Over a folder that others may read as well. */
    FolderFixture(FakeFolder folder) {
        this(folder, Map.of());
    }

    private FolderFixture(FakeFolder folder, Map<String, String> remembered) {
        this.folder = folder;
        core = new FolderCore(folder, new ClusterIpPool(remembered), this::store, recorder, nowNanos);
    }

    private void store(Map<String, String> addresses) throws IOException {
        if (storeFails) {
            throw new IOException("no space left");
        }
        recorder.drain().forEach(call -> stored.add(new LinkedHashMap<>(Map.of("before the store", call))));
        stored.add(addresses);
    }

    /** Looks at everything, then lets {@code millis} pass and looks again. */
    FolderFixture pass(long millis) {
        core.lookAtAll(nowNanos);
        nowNanos += millis * 1_000_000L;
        core.lookAtAll(nowNanos);
        return this;
    }

    /** Long enough for whatever was written to count, and for the first load. */
    FolderFixture settle() {
        return pass(state().loaded() ? 200 : 500);
    }

    /** Long enough for whatever was deleted to be gone. */
    FolderFixture forget() {
        return pass(500);
    }

    long nowNanos() {
        return nowNanos;
    }

    FolderCore core() {
        return core;
    }

    FolderCore.State state() {
        return core.state();
    }

    List<String> refused() {
        return state().refused().stream().map(RefusedDocument::toString).toList();
    }

    List<String> standing() {
        return recorder.standing();
    }
}

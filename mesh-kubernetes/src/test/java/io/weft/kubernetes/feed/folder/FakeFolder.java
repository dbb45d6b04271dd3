package io.weft.kubernetes.feed.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder in memory. Every write gets a stamp of its own. */
final class FakeFolder implements FolderView {
    private final Map<String, Contents> files = new HashMap<>();
    private final Map<String, Stamp> stamps = new HashMap<>();
    private int writes;
    private @Nullable String away;
    private @Nullable Runnable duringRead;

    void write(String file, String text) {
        put(file, new Contents.Trusted(text.getBytes(StandardCharsets.UTF_8)));
    }

    void put(String file, Contents contents) {
        writes++;
        files.put(file, contents);
        stamps.put(file, stamp(writes));
    }

    /** As if the file had looked like this all the time. */
    void restamp(String file, Stamp stamp) {
        stamps.put(file, stamp);
    }

    void delete(String file) {
        files.remove(file);
        stamps.remove(file);
    }

    void rename(String from, String to) {
        files.put(to, Optional.ofNullable(files.remove(from)).orElseThrow());
        stamps.put(to, Optional.ofNullable(stamps.remove(from)).orElseThrow());
    }

    void goAway(String reason) {
        away = reason;
    }

    void comeBack() {
        away = null;
    }

    /** What happens the next time a file is being read. */
    void duringNextRead(Runnable event) {
        duringRead = event;
    }

    @Override
    public void check() {
        if (away != null) {
            throw new FolderAwayException(away);
        }
    }

    @Override
    public Map<String, Stamp> list() {
        check();
        return Map.copyOf(stamps);
    }

    @Override
    public Optional<Stamp> stamp(String file) {
        return Optional.ofNullable(stamps.get(file));
    }

    @Override
    public Contents read(String file) {
        Contents contents = files.getOrDefault(file, new Contents.Gone());
        Runnable event = duringRead;
        duringRead = null;
        if (event != null) {
            event.run();
        }
        return contents;
    }

    static Stamp stamp(int number) {
        return new Stamp(
                "1:" + number,
                number,
                FileTime.fromMillis(number),
                FileTime.fromMillis(number),
                0644,
                Optional.empty());
    }
}

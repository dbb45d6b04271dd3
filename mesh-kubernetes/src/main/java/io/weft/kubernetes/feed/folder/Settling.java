package io.weft.kubernetes.feed.folder;

import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a file counts: once its stamp has stayed the same for {@link #STABLE_NANOS}; and when it is gone: once its
 * name has been away for {@link #GONE_NANOS} without a break, whether it ever counted or not. While a name is back but not yet stable, what it held stays.
 *
 * <p>Deterministic: the time is an argument, in nanoseconds of a ticker. Cost: proportional to the files that wait.
 */
final class Settling {
    static final long STABLE_NANOS = 200_000_000L;
    static final long GONE_NANOS = 500_000_000L;

    /** No file looks like this. */
    private static final Stamp NEVER =
            new Stamp("", -1, FileTime.fromMillis(0), FileTime.fromMillis(0), 0, Optional.empty());

    private final Map<String, Name> names = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();

    /** One file name. */
    private static final class Name {
        @Nullable
        Stamp counted;

        @Nullable
        Stamp pending;

        boolean missing;
        long sinceNanos;
    }

    /** What is to be done now, each in no particular order. */
    record Due(List<String> settled, List<String> gone) {}

    /** The file is there and looks like this. */
    void see(String file, Stamp stamp, long nowNanos) {
        Name name = names.computeIfAbsent(file, unknown -> new Name());
        name.missing = false;
        if (stamp.equals(name.counted)) {
            name.pending = null;
            waiting.remove(file);
        } else if (!stamp.equals(name.pending)) {
            name.pending = stamp;
            name.sinceNanos = nowNanos;
            waiting.add(file);
        }
    }

    /** The file is not there. */
    void miss(String file, long nowNanos) {
        Name name = names.get(file);
        if (name == null || name.missing) {
            return;
        }
        name.pending = null;
        name.missing = true;
        name.sinceNanos = nowNanos;
        waiting.add(file);
    }

    /** These files are there, and no others. */
    void seeAll(Map<String, Stamp> listing, long nowNanos) {
        new HashSet<>(names.keySet())
                .stream().filter(file -> !listing.containsKey(file)).forEach(file -> miss(file, nowNanos));
        listing.forEach((file, stamp) -> see(file, stamp, nowNanos));
    }

    /** Nobody can see what is there: every countdown begins anew when someone can. */
    void pause() {
        for (String file : List.copyOf(waiting)) {
            Name name = names.get(file);
            if (name != null && name.counted != null) {
                name.pending = null;
                name.missing = false;
            } else {
                names.remove(file);
            }
        }
        waiting.clear();
    }

    /** What has waited long enough. It goes on being due until {@link #counted} or {@link #forget} is called. */
    Due due(long nowNanos) {
        List<String> settled = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String file : waiting) {
            Name name = name(file);
            if (nowNanos - name.sinceNanos >= wait(name)) {
                (name.missing ? gone : settled).add(file);
            }
        }
        return new Due(settled, gone);
    }

    /** The file was read while it had this stamp. */
    void counted(String file, Stamp stamp) {
        Name name = name(file);
        name.counted = stamp;
        name.pending = null;
        waiting.remove(file);
    }

    /** The file could not be read, for no fault of its own: the next look at it makes it new. */
    void countedForNow(String file) {
        counted(file, NEVER);
    }

    void forget(String file) {
        names.remove(file);
        waiting.remove(file);
    }

    /** The stamp whose countdown has run out; null for a file that is not waiting. */
    @Nullable
    Stamp pending(String file) {
        Name name = names.get(file);
        return name == null ? null : name.pending;
    }

    /** The files that were seen and have not been read yet. */
    Set<String> unread() {
        return names.keySet().stream().filter(this::isUnread).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the file was seen and has not been read yet, not even in an earlier version. */
    boolean isUnread(String file) {
        Name name = names.get(file);
        return name != null && (name.counted == null || name.counted.equals(NEVER));
    }

    /** When something is due next; empty if nothing waits. */
    OptionalLong nextDueNanos(long nowNanos) {
        return waiting.stream()
                .map(this::name)
                .mapToLong(name -> Math.max(0, name.sinceNanos + wait(name) - nowNanos))
                .min();
    }

    private static long wait(Name name) {
        return name.missing ? GONE_NANOS : STABLE_NANOS;
    }

    private Name name(String file) {
        Name name = names.get(file);
        if (name == null) {
            throw new IllegalStateException("never seen: " + file);
        }
        return name;
    }
}

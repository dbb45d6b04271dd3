package io.weft.destination.settings;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says each thing once: objects are joined over and over, and their faults are the same every time.
 *
 * <p>Threading: safe from any thread.
 */
public final class Complaints {
    private static final int REMEMBERED = 1_000;

    private final Consumer<String> log;
    private final Set<String> said = new LinkedHashSet<>(); // guarded by this

    /** @param log where complaints go */
    public Complaints(Consumer<String> log) {
        this.log = log;
    }

    public synchronized void say(String complaint) {
        if (said.size() >= REMEMBERED) {
            said.remove(said.iterator().next());
        }
        if (said.add(complaint)) {
            log.accept(complaint);
        }
    }
}

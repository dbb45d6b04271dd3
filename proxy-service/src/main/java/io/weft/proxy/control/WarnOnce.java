package io.weft.proxy.control;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Logs each warning once. Messages of the control plane are repeated with every reconnect; what is wrong with them need not
 * be.
 *
 * <p>Threading: safe from any thread.
 */
public final class WarnOnce implements Consumer<String> {
    private static final int MOST_REMEMBERED = 1000;
    private static final int LONGEST = 1000; // characters: they are kept, and a peer may write megabytes

    private final Logger log;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    public WarnOnce(Logger log) {
        this.log = log;
    }

    @Override
    public void accept(String text) {
        String warning = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        if (said.size() < MOST_REMEMBERED && said.add(warning)) {
            log.warn(warning);
        }
    }
}

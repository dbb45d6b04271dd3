package io.weft.viz.tap;

import java.util.Set;

/**
 * Bounds of what may be looked at.
 *
 * @param mostPerSecond requests of one tap, whatever it asks for; positive
 * @param mostTaps at once; positive
 * @param redacted names of headers, in lower case, that nobody is told
 */
public record TapSettings(double mostPerSecond, int mostTaps, Set<String> redacted) {
    public TapSettings {
        redacted = Set.copyOf(redacted);
    }
}

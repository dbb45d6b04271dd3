package io.weft.viz.tap;

import java.util.Map;

/** What a request must be like; of several, all. */
sealed interface TapFilter {
    /** What is known of the receiver. */
    record Destination(Map<String, String> labels) implements TapFilter {}

    record Scheme(String name) implements TapFilter {}

    record Method(String name) implements TapFilter {}

    /** Exactly this. */
    record Authority(String name) implements TapFilter {}

    record PathPrefix(String prefix) implements TapFilter {}
}

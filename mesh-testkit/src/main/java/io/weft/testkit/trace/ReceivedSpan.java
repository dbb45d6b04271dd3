package io.weft.testkit.trace;

/**
 * What a collector sees of one span.
 *
 * @param trace hexadecimal, as all ids
 * @param parent empty: the trace begins here
 * @param kind for instance {@code SPAN_KIND_SERVER}
 * @param service {@code service.name} of who told it; empty: not told
 */
public record ReceivedSpan(String trace, String id, String parent, String kind, String name, String service) {
    /** All of it, parted by spaces; {@code -} is an empty one. */
    String line() {
        return String.join(" ", trace, id, parent.isEmpty() ? "-" : parent, kind, name, service);
    }
}

package io.weft.service.admission;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of an object.
 *
 * @param refusal why it is kept out; empty: it is let in
 * @param patch JSON Patch to apply to it, an array; empty: none
 * @param warnings for whoever sent it
 */
public record Verdict(Optional<String> refusal, Optional<JsonNode> patch, List<String> warnings) {
    public static final Verdict ALLOWED = new Verdict(Optional.empty(), Optional.empty(), List.of());

    public Verdict {
        warnings = List.copyOf(warnings);
    }

    public static Verdict refused(String why) {
        return new Verdict(Optional.of(why), Optional.empty(), List.of());
    }

    /** Let in as it is. */
    public static Verdict allowed(List<String> warnings) {
        return new Verdict(Optional.empty(), Optional.empty(), warnings);
    }
}

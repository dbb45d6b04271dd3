package io.weft.viz.dashboard;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/tap}: whether the page may ask this process for requests as they pass. In a cluster it may not: another process
 * shows them, to users whom the API server vouches for, and the page does not know who its reader is there.
 */
@RestController
public final class TapPlace {
    private final Answer answer;

    /** {@code here}: {@code /api/v1/tap} is served beside the page. */
    public TapPlace(boolean here) {
        answer = new Answer(here);
    }

    /** What the page is told. */
    record Answer(boolean here) {}

    @GetMapping("/api/tap")
    Answer place() {
        return answer;
    }
}

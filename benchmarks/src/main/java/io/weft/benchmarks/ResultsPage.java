package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page whose middle is rewritten by every run. */
public final class ResultsPage {
    /** The section about what changes cost. */
    public static final String CONTROL_PLANE = "control-plane";
    /** The section about what long runs show. */
    public static final String SOAK = "soak";
    /** The section about what watching costs. */
    public static final String VIZ = "viz";
    /** The section about what it costs to be looked at. */
    public static final String TAP = "tap";
    /** The section about what requests cost. */
    static final String REQUESTS = "results";

    private ResultsPage() {}

    /** Puts new results between the section's marks. */
    static String with(String page, String section, String results) {
        String first = begin(section);
        int begin = page.indexOf(first);
        int end = page.indexOf(end(section));
        if (begin < 0 || end < begin) {
            throw new BenchmarkException("the page has lost its marks: " + first.strip() + " and "
                    + end(section).strip());
        }
        return page.substring(0, begin + first.length()) + results + page.substring(end);
    }

    private static String begin(String section) {
        return "<!-- " + section + " -->\n";
    }

    private static String end(String section) {
        return "<!-- /" + section + " -->\n";
    }

    /** A page that is not there yet becomes the results alone. */
    public static void rewrite(Path page, String section, String results) {
        try {
            String before = Files.exists(page) ? Files.readString(page) : begin(section) + end(section);
            Files.writeString(page, with(before, section, results));
        } catch (IOException e) {
            throw new BenchmarkException("cannot rewrite " + page, e);
        }
    }
}

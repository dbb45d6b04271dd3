package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page whose middle is rewritten by every run. */
final class ResultsPage {
    private static final String BEGIN = "<!-- results -->\n";
    private static final String END = "<!-- /results -->\n";

    private ResultsPage() {}

    /** Puts new results between the page's marks. */
    static String with(String page, String results) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new BenchmarkException("the page has lost its marks: " + BEGIN.strip() + " and " + END.strip());
        }
        return page.substring(0, begin + BEGIN.length()) + results + page.substring(end);
    }

    /** A page that is not there yet becomes the results alone. */
    static void rewrite(Path page, String results) {
        try {
            String before = Files.exists(page) ? Files.readString(page) : BEGIN + END;
            Files.writeString(page, with(before, results));
        } catch (IOException e) {
            throw new BenchmarkException("cannot rewrite " + page, e);
        }
    }
}

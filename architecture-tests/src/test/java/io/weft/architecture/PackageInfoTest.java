package io.weft.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackageInfoTest {
    private static final Pattern START = Pattern.compile("\\b[Ss]tart at\\b");
    private static final Pattern THREADING = Pattern.compile("(?i)thread|event loop|\\bimmutable|\\bpure\\b");

    @ParameterizedTest
    @MethodSource("packages")
    void everyPackageSaysWhereToStartAndItsThreading(Path page) {
        assertThat(missing(Repository.text(page))).as(page.toString()).isEmpty();
    }

    @Test
    void whateverIsMissingIsNamed() {
        assertThat(Stream.of("/** A drawer. */", "/** Start at X. */", "/** Pure. */", "/** Start at X. Any thread. */")
                        .map(PackageInfoTest::missing))
                .containsExactly(
                        List.of("where to start", "threading"),
                        List.of("threading"),
                        List.of("where to start"),
                        List.of());
    }

    private static List<String> missing(String text) {
        return Stream.of(
                        START.matcher(text).find() ? "" : "where to start",
                        THREADING.matcher(text).find() ? "" : "threading")
                .filter(what -> !what.isEmpty())
                .toList();
    }

    static Stream<Path> packages() {
        return Repository.packageInfos().stream();
    }
}

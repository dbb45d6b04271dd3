package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.machine.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a process of the command ends, and what its libraries say in it: in processes of their own. */
class EndOfProcessTest {
    @ParameterizedTest(name = "status {0}, another thread: {1}")
    @CsvSource({"0, false, returned", "0, true, ''", "3, false, ''", "3, true, ''"})
    void itEndsByItselfUnlessItFailedOrAnotherThreadWouldKeepItAlive(int status, boolean another, String said)
            throws Exception {
        Process process = start(Ends.class, String.valueOf(status), String.valueOf(another));

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualToIgnoringNewLines(said);
        assertThat(process.waitFor()).isEqualTo(status);
    }

    @Test
    void warningsOfLibrariesAreHeardInOneLineEachAndNothingElse() throws Exception {
        Process process = start(Logs.class);

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualToNormalizingNewlines("WARNING: heard\n");
        assertThat(process.waitFor()).isZero();
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static final class Ends {
        private Ends() {}

        public static void main(String[] arguments) {
            if (Boolean.parseBoolean(arguments[1])) {
                Thread.ofPlatform().daemon(false).start(() -> Pause.millis(60_000));
            }
            LinkerdMain.end(Integer.parseInt(arguments[0]));
            System.out.println("returned");
        }
    }

    static final class Logs {
        private Logs() {}

        public static void main(String[] arguments) {
            LinkerdMain.prepare();
            Logger.getLogger("library").info("unheard");
            Logger.getLogger("library").warning("heard");
        }
    }
}

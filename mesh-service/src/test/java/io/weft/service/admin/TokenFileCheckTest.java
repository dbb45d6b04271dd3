package io.weft.service.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileCheckTest {
    private static final String TOKEN = "4f1c0e6ad2b94b0f9a35c2de7b81e660";

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");
    private TokenFileCheck check = new TokenFileCheck(file);

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("token");
        check = new TokenFileCheck(file);
        AdminApiTest.write(file, TOKEN + "\n", "rw-------");
    }

    @Test
    void newTokenCountsAtOnce() throws Exception {
        assertThat(check.who(TOKEN)).isPresent();
        AdminApiTest.write(file, "x".repeat(32), "rw-------");
        assertThat(check.who(TOKEN)).isEmpty();
        assertThat(check.who("x".repeat(32))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void fileThatIsOpenToOthersIsNobodys(String mode) throws Exception {
        AdminApiTest.write(file, TOKEN, mode);
        assertThat(check.who(TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short"})
    void tokenThatCouldBeGuessedIsNobodys(String token) throws Exception {
        AdminApiTest.write(file, token, "rw-------");
        assertThat(check.who(token.strip())).isEmpty();
    }

    @Test
    void fileThatIsNotThereIsNobodys() {
        assertThat(new TokenFileCheck(folder.resolve("none")).who(TOKEN)).isEmpty();
    }
}

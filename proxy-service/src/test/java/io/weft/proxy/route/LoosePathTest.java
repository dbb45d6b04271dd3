package io.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoosePathTest {
    @ParameterizedTest
    @CsvSource({
        "/public/../admin, /admin",
        "/./admin, /admin",
        "/../../admin, /admin",
        "//admin, /admin",
        "/a//b///c, /a/b/c",
        "/%61dmin, /admin",
        "/%2e%2E/admin, /admin",
        "/public/.%2e/admin, /admin",
        "/public/..;a=b/admin, /admin",
        "/admin;a=b, /admin",
        "/admin/., /admin/",
        "/admin/x/.., /admin/",
        "/admin//, /admin/",
        "/admin/;x, /admin/",
        "/.., /",
        "/%7Eme, /~me",
        "/a%2fb%41, /a%2fbA",
    })
    void isAsALooseServerReadsIt(String written, String read) {
        assertThat(LoosePath.of(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/b/",
                "/.well-known/x",
                "/a/...",
                "/a.b/..c",
                "*",
                "",
                "/a%2fb",
                "/a%20b",
                "/a%",
                "/a%4",
                "/a%zz",
                "/%C3%A9"
            })
    void isMostlyWhatIsWritten(String path) {
        assertThat(LoosePath.of(path)).isEqualTo(path);
    }
}

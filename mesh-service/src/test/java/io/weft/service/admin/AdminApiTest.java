package io.weft.service.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AdminApiTest {
    private static final String TOKEN = "4f1c0e6ad2b94b0f9a35c2de7b81e660";
    private static final String GOOD = "Bearer " + TOKEN;

    @TempDir
    private static Path folder = Path.of("");

    private static Optional<ServiceWithApi> started = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        write(folder.resolve("token"), TOKEN + "\n", "rw-------");
        started = Optional.of(new ServiceWithApi("--mesh.admin.token-file=" + folder.resolve("token")));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(ServiceWithApi::close);
    }

    @Test
    void bearerOfTheTokenIsAnswered() throws Exception {
        assertThat(service()
                        .get(service().port, "/api/v1/things", "Authorization", GOOD)
                        .body())
                .isEqualTo("{\"thing\":\"one\"}");
    }

    @Test
    void documentIsServedToWhoMayReadIt() throws Exception {
        var answer = service().get(service().port, "/api/v1/openapi.json", "Authorization", GOOD);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .contains("\"openapi\":\"3.1.0\"", "\"/api/v1/openapi.json\"")
                .doesNotContain("/api/v1/feed");
        assertThat(service().status(service().port, "/api/v1/openapi.json")).isEqualTo(401);
    }

    @Test
    void callerWithoutATokenIsToldWhatIsMissing() throws Exception {
        var answer = service().get(service().port, "/api/v1/things");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"weft-admin\"");
        assertThat(answer.body()).isEqualTo("{\"error\":\"a bearer token of somebody we know is needed\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer 4f1c0e6ad2b94b0f9a35c2de7b81e661",
                "Bearer 4f1c0e6ad2b94b0f9a35c2de7b81e66",
                "Bearer 4f1c0e6ad2b94b0f9a35c2de7b81e660 x",
                "Basic 4f1c0e6ad2b94b0f9a35c2de7b81e660",
                "4f1c0e6ad2b94b0f9a35c2de7b81e660"
            })
    void anyOtherHeaderIsNobodys(String header, CapturedOutput log) throws Exception {
        assertThat(service().status(service().port, "/api/v1/things", "Authorization", header))
                .isEqualTo(401);
        assertThat(log.getAll()).doesNotContain("4f1c0e6ad2b94b0f");
    }

    @Test
    void twoTokensAreNobodys() throws Exception {
        assertThat(service().status(service().port, "/api/v1/things", "Authorization", GOOD, "Authorization", GOOD))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/things/", "/api/v1/nothing", "/api/v1", "/api/v1/", "/api/v1/%74hings"})
    void nothingBelowTheRootIsAnonymous(String path) throws Exception {
        assertThat(service().status(service().port, path)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/things",
                "/api/v1;x=1/things",
                "/api%2fv1/things",
                "/api/v1//things",
                "/api/v1/x/../things"
            })
    void oddSpellingsLeadNowhere(String path) throws Exception {
        assertThat(service().status(service().port, path)).isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/health", "/actuator/health/readiness", "/actuator", "/"})
    void managementsPathsAreNotOnThisPort(String path) throws Exception {
        assertThat(service().status(service().port, path, "Authorization", GOOD))
                .isEqualTo(404);
        assertThat(service().status(service().port, path)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/things", "/api/v1/openapi.json", "/webhook"})
    void servicesPathsAreNotOnTheManagementPort(String path) throws Exception {
        assertThat(service().status(service().management, path, "Authorization", GOOD))
                .isEqualTo(404);
        assertThat(service().status(service().management, path)).isEqualTo(404);
    }

    @Test
    void healthAndMetricsAreAnonymous() throws Exception {
        assertThat(service().status(service().management, "/actuator/health/readiness"))
                .isEqualTo(200);
        assertThat(service().status(service().management, "/metrics")).isEqualTo(200);
    }

    @Test
    void webhookTakesNoToken() throws Exception {
        assertThat(service().status(service().port, "/webhook"))
                .as("a GET finds it")
                .isEqualTo(405);
    }

    @Test
    void serviceWithoutATokenFileAnswersNobody(CapturedOutput log) throws Exception {
        try (ServiceWithApi closed = new ServiceWithApi()) {
            assertThat(closed.status(closed.port, "/api/v1/things", "Authorization", GOOD))
                    .isEqualTo(401);
            assertThat(log.getAll()).contains("mesh.admin.token-file is not set");
        }
    }

    private static ServiceWithApi service() {
        return started.orElseThrow();
    }

    static void write(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}

package io.weft.cli.dashboard;

import io.weft.cli.machine.MachineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges a token for the address at which a browser gets its cookie, once. */
final class SignIn {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private SignIn() {}

    /**
     * Asks the page behind {@code base}, such as {@code http://localhost:50750}.
     *
     * @throws MachineException with what it says, if it refuses
     */
    static String address(String base, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/signin"))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode said = JsonMapper.shared().readTree(answer.body());
            if (answer.statusCode() != OK) {
                throw new MachineException("the page does not let you in: "
                        + said.path("error").asString("status " + answer.statusCode()));
            }
            return base + said.path("path").asString("/");
        } catch (IOException | JacksonException e) {
            throw new MachineException("the page does not answer: linkerd viz check says why", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }
}

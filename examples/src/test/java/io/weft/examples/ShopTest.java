package io.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Deque<Program> running = new ArrayDeque<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        running.forEach(Program::close);
        client.close();
    }

    @Test
    void requestsReachTheServicesBehindAndComeBackAsJson() throws Exception {
        Program web = shop("0");

        assertThat(get(web, "/healthz").body()).isEqualTo("ok\n");
        assertThat(get(web, "/api/items").body()).contains("{\"id\":\"loom\",\"name\":\"Loom\",\"priceCents\":89900}");
        assertThat(post(web, "/api/vote?item=loom").body()).isEqualTo("{\"votes\":1}");
        assertThat(post(web, "/api/vote?item=loom").body()).isEqualTo("{\"votes\":2}");
        assertThat(await(web, "/api/results", body -> body.contains("2"))).isEqualTo("{\"loom\":2}");
        assertThat(get(web, "/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void refusalOnPurposeIsPassedOnToTheLetter() throws Exception {
        Program web = shop("1");

        HttpResponse<String> refused = post(web, "/api/vote?item=loom");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo(MadeFailureBody.TEXT);
    }

    @Test
    void serviceThatIsAwayIsABadGateway() throws Exception {
        Program web = shop("0");
        running.stream().skip(1).limit(1).forEach(Program::close); // votes

        HttpResponse<String> failed = post(web, "/api/vote?item=loom");

        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).contains("\"status\":\"UNAVAILABLE\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog", "votes"})
    void serviceBehindSaysThatItIsHealthy(String program) throws Exception {
        ManagedChannel channel =
                Channels.open("127.0.0.1:" + start(program, "--port", "0").port());
        try {
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void webThatListensHasResults() throws Exception {
        assertThat(get(shop("0"), "/api/results").body()).isEqualTo("{}");
    }

    @Test
    void resultsThatNoStreamBringsAnyMoreAreABadGateway() throws Exception {
        Program web = shop("0", "--results-silence-ms", "200");
        await(web, "/api/results", body -> body.equals("{}"));

        running.stream().skip(1).limit(1).forEach(Program::close); // votes

        await(web, "/api/results", body -> body.contains("\"error\":\"no results for "));
        assertThat(get(web, "/api/results").statusCode()).isEqualTo(502);
    }

    @Test
    void loadTellsMadeFailuresFromUnexpectedOnes() throws Exception {
        Program web = shop("0.25");
        Program load = start("load", "--target", "http://127.0.0.1:" + web.port(), "--rate", "40", "--port", "0");

        String counts =
                await(load, "/counts", body -> number(body, "sent") >= 100 && number(body, "madeFailures") >= 10);

        assertThat(number(counts, "unexpectedFailures")).as(counts).isZero();
        assertThat(number(counts, "ok")).isGreaterThan(number(counts, "madeFailures"));
    }

    @Test
    void stoppedLoadHasHeardEveryAnswerAndStillTellsItsCounts() throws Exception {
        Program web = shop("0");
        Program load = start("load", "--target", "http://127.0.0.1:" + web.port(), "--rate", "40", "--port", "0");
        await(load, "/counts", body -> number(body, "sent") >= 20);

        String counts = post(load, "/stop").body();

        assertThat(number(counts, "unanswered")).as(counts).isZero();
        assertThat(number(counts, "ok")).isEqualTo(number(counts, "sent"));
        assertThat(get(load, "/counts").body()).isEqualTo(counts);
    }

    @Test
    void generatorStartedBeforeEverythingElseWaitsForItQuietly() throws Exception {
        int webPort = FreePorts.take();
        int catalogPort = FreePorts.take();
        Program votes = start("votes", "--port", "0");
        Program caller = start("caller", "--target", "http://127.0.0.1:" + webPort, "--rate", "50", "--port", "0");
        start(
                "web",
                "--port",
                "" + webPort,
                "--catalog",
                "127.0.0.1:" + catalogPort,
                "--votes",
                "127.0.0.1:" + votes.port());
        assertThat(get(caller, "/counts").body()).contains("\"started\":false,\"sent\":0");

        start("catalog", "--port", "" + catalogPort);

        String counts = await(caller, "/counts", body -> number(body, "ok") >= 20);
        assertThat(number(counts, "unexpectedFailures")).as(counts).isZero();
    }

    @Test
    void resultsAreHeardAgainAfterVotesWasRestarted() throws Exception {
        Program web = shop("0");
        Program votes = running.stream().skip(1).findFirst().orElseThrow();
        int port = votes.port();
        post(web, "/api/vote?item=loom");
        await(web, "/api/results", body -> body.equals("{\"loom\":1}"));

        votes.close();
        start("votes", "--port", "" + port, "--failure-share", "0", "--pace-ms", "20");

        await(web, "/api/results", body -> body.equals("{}"));
    }

    /** Web, with votes and catalog behind it: in this order in {@link #running}. */
    private Program shop(String failureShare, String... webOptions) throws IOException {
        Program catalog = start("catalog", "--port", "0");
        Program votes = start("votes", "--port", "0", "--failure-share", failureShare, "--pace-ms", "20");
        List<String> web = new ArrayList<>(List.of("web", "--port", "0"));
        web.addAll(List.of("--catalog", "127.0.0.1:" + catalog.port(), "--votes", "127.0.0.1:" + votes.port()));
        web.addAll(List.of(webOptions));
        return start(web.toArray(String[]::new));
    }

    private Program start(String... args) throws IOException {
        Program program = ExampleMain.start(args);
        running.addFirst(program);
        return program;
    }

    private String await(Program program, String path, Predicate<String> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String body = "";
        while (System.nanoTime() < end) {
            body = get(program, path).body();
            if (wanted.test(body)) {
                return body;
            }
            Thread.sleep(20); // real sockets: nothing to advance
        }
        throw new AssertionError(path + " still answers " + body);
    }

    private HttpResponse<String> get(Program program, String path) throws Exception {
        return client.send(request(program, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Program program, String path) throws Exception {
        HttpRequest request =
                request(program, path).POST(HttpRequest.BodyPublishers.noBody()).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Program program, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port() + path))
                .timeout(PATIENCE);
    }

    private static long number(String json, String member) {
        Matcher matcher = Pattern.compile('"' + member + "\":(\\d+)").matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}

package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the manifests of a user's first day do to traffic, from the file in the folder to the answer at the client. */
@Tag(MeshOnOneMachine.SHARED)
class TrafficIT {
    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final String HOST = "http://my-app.my-app.svc.cluster.local:8080";
    private static final List<String> FILES = List.of("split.yaml", "profile.yaml", "route.yaml");

    private static final String SPLIT = """
            apiVersion: split.smi-spec.io/v1alpha2
            kind: TrafficSplit
            metadata:
              name: my-app-canary
              namespace: my-app
            spec:
              service: my-app
              backends:
              - service: my-app-v1
                weight: %d
              - service: my-app-v2
                weight: %d
            """;
    private static final String USERS = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata:
              name: my-app.my-app.svc.cluster.local
              namespace: my-app
            spec:
              routes:
              - name: GET /api/users/{id}
                condition:
                  method: GET
                  pathRegex: /api/users/[^/]+
                isRetryable: false
                timeout: 5s
                responseClasses:
                - condition:
                    status:
                      min: 500
                      max: 599
                  isFailure: true
            """;
    private static final String RETRIES = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata:
              name: my-app.my-app.svc.cluster.local
              namespace: my-app
            spec:
              routes:
              - name: GET /api
                isRetryable: true
                timeout: 5s
                retryBudget:
                  minRetriesPerSecond: 10
                  maxRetriesPerSecond: 100
                  retryRatio: 0.2
            """;
    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: HTTPRoute
            metadata:
              name: external-api
              namespace: my-app
            spec:
              parentRefs:
              - name: my-app
              rules:
              - matches:
                - path: { type: PathPrefix, value: /api }
                backendRefs:
                - name: external-api
                  kind: Service
                  port: 443
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command client;

    /** A pod that somebody dials itself. */
    @SuppressWarnings("NullAway.Init")
    private static Command first;

    @BeforeAll
    static void meshTheApplication() {
        mesh = MeshOnOneMachine.shared();
        client = mesh.run("-n", "my-app", "--name", "client", "--", "sleep", "3600");
        first = backend("my-app-v1", 8080);
        Stream.of(client, first, backend("my-app", 8080), backend("my-app-v2", 8080), backend("external-api", 443))
                .forEach(mesh::awaitReady);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @AfterEach
    void forget() {
        FILES.forEach(mesh::deleteManifest);
        awaitOnly("my-app", "/");
    }

    @Test
    void canaryGetsItsTenthAndNothingOnceItIsRolledBack() {
        mesh.writeManifest("split.yaml", SPLIT.formatted(90, 10));
        Patience.until(
                PROMPT,
                () -> !names(ask("/[1-20]")).contains("my-app"),
                () -> "the split is not followed: " + ask("/[1-20]"));

        List<String> all = names(askAll("/[1-400]"));
        assertThat(all).hasSize(400).doesNotContain("my-app");
        assertThat(all.stream().filter("my-app-v2"::equals).count())
                .as("a tenth of 400, within five standard deviations")
                .isBetween(10L, 70L);

        mesh.writeManifest("split.yaml", SPLIT.formatted(100, 0));
        awaitOnly("my-app-v1", "/");
    }

    @Test
    void routeOfAServiceProfileTimesOut() {
        assertThat(ask("/api/users/slow", "-m", "8"))
                .as("without a profile nobody interferes")
                .endsWith("000");

        mesh.writeManifest("profile.yaml", USERS);

        Patience.until(
                Duration.ofSeconds(30),
                () -> ask("/api/users/slow", "-m", "8").endsWith("504"),
                () -> "no time-out: " + ask("/api/users/slow", "-m", "8"));
        assertThat(ask("/api/users/7")).isEqualTo("my-app\n\n200");
    }

    @Test
    void retryableRouteHidesThatEveryOtherRequestFails() {
        assertThat(ask("/api?[1-4]")).contains("500");

        mesh.writeManifest("profile.yaml", RETRIES);

        Patience.until(PROMPT, () -> !ask("/api?[1-6]").contains("500"), () -> "not retried: " + ask("/api?[1-6]"));
    }

    @Test
    void routeSendsApiRequestsToAnotherService() {
        mesh.writeManifest("route.yaml", ROUTE);

        awaitOnly("external-api", "/api/things");
    }

    @Test
    void whatAnIngressSendsToAPodGoesWhereTheServiceThatItNamesLeads() {
        Command edge = mesh.run("-n", "my-app", "--name", "edge", "--inject", "ingress", "--", "sleep", "3600");
        mesh.awaitReady(edge);
        mesh.writeManifest("split.yaml", SPLIT.formatted(0, 100));
        String pod = "http://" + mesh.addressOf(first) + ":8080/";
        String named = "l5d-dst-override: my-app.my-app.svc.cluster.local:8080";

        Patience.until(
                PROMPT,
                () -> mesh.get(edge, pod, "-H", named).equals("my-app-v2\n\n200"),
                () -> "not routed: " + mesh.get(edge, pod, "-H", named));
        assertThat(mesh.get(edge, pod)).as("of one that names none").isEqualTo("my-app-v1\n\n200");
    }

    private static Command backend(String name, int port) {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "my-app", "--name", name, "--port", String.valueOf(port), "--service", "--"),
                        MeshOnOneMachine.program(BackendServer.class, String.valueOf(port), name).stream())
                .toArray(String[]::new));
    }

    private static void awaitOnly(String name, String path) {
        String ten = path + "?[1-10]";
        Patience.until(
                PROMPT,
                () -> ask(ten).equals(String.join("\n", Collections.nCopies(10, name + "\n\n200"))),
                () -> "not only " + name + ": " + ask(ten));
    }

    /** As {@link #ask}, where every answer has to be 200. */
    private static String askAll(String path) {
        String answers = ask(path);
        assertThat(answers.lines().filter(line -> line.matches("\\d{3}")))
                .as(answers)
                .isNotEmpty()
                .containsOnly("200");
        return answers;
    }

    /** Body and status of each, in lines; {@code [1-9]} in the path asks so many times on one connection. */
    private static String ask(String path, String... options) {
        return mesh.get(
                        client,
                        HOST + path,
                        Stream.concat(Stream.of("-w", "\n%{http_code}\n"), Stream.of(options))
                                .toArray(String[]::new))
                .strip();
    }

    private static List<String> names(String answers) {
        return answers.lines().filter(line -> line.matches("[a-z].*")).toList();
    }
}

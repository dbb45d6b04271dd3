package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every path of every port of the control plane, each asked of every port: what is one port's is on no other. */
@Tag(MeshOnOneMachine.SHARED)
class PortsIT {
    private static final String DST = "linkerd-dst.linkerd.svc.cluster.local:8087";
    private static final String STRANGER = "x".repeat(64);

    /** With the mesh's token. A status in parentheses is that of a path that nobody is answered on without it. */
    private static final String TABLE = """
            linkerd-destination    https 8443 (200) /api/v1/openapi.json
            linkerd-destination    https 8443 (200) /api/v1/services
            linkerd-destination    https 8443 (200) /api/v1/endpoints?target=DST
            linkerd-destination    https 8443 (200) /api/v1/profile?target=DST
            linkerd-destination    https 8443 (400) /api/v1/inbound-policy?namespace=linkerd&workload=w&port=0
            linkerd-destination    https 8443 (200) /api/v1/outbound-policy?target=DST
            linkerd-destination    https 8443 (200) /api/v1/index
            linkerd-destination    https 8443 (200) /api/v1/feed
            linkerd-identity       https 8443 (200) /api/v1/openapi.json
            linkerd-identity       https 8443 (200) /api/v1/anchors
            linkerd-identity       https 8443 (200) /api/v1/issuer
            linkerd-identity       https 8443 (200) /api/v1/issuances
            linkerd-identity       https 8443 (200) /api/v1/feed
            linkerd-proxy-injector https 8443 (200) /api/v1/openapi.json
            viz                    http  8084 (200) /api/v1/openapi.json
            viz                    http  8084 (405) /apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap
            viz                    http  8084 200   /
            viz                    http  8084 200   /errors
            viz                    http  8084 200   /policy
            viz                    http  8084 200   /icon.svg
            viz                    http  8084 200   /api/stat
            viz                    http  8084 200   /api/tps-reports
            viz                    http  8084 200   /api/edges
            viz                    http  8084 200   /api/authz
            viz                    http  8084 200   /api/routes
            viz                    http  8084 200   /api/history?resource_name=web
            viz                    http  8084 200   /api/anchors
            viz                    http  8084 200   /api/traces
            """.replace("DST", DST);

    /** On every service's management port alike. */
    private static final List<String> MANAGEMENT = List.of(
            "/metrics",
            "/actuator/prometheus",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness");

    private static final List<String> NOWHERE =
            List.of("/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/healthz", "/index.html");

    record Port(String service, String scheme, int number) {
        @Override
        public String toString() {
            return service + ":" + number;
        }
    }

    private record Row(Port port, int status, boolean guarded, String path) {
        static Row of(String line) {
            String[] cells = line.trim().split(" +", -1);
            boolean guarded = cells[3].startsWith("(");
            int status = Integer.parseInt(cells[3].replaceAll("[()]", ""));
            return new Row(new Port(cells[0], cells[1], Integer.parseInt(cells[2])), status, guarded, cells[4]);
        }
    }

    private static final List<Row> ROWS = rows();

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>(TABLE.lines().map(Row::of).toList());
        for (String service :
                rows.stream().map(row -> row.port().service()).distinct().toList()) {
            MANAGEMENT.forEach(path -> rows.add(new Row(new Port(service, "http", 8086), 200, false, path)));
        }
        return rows;
    }

    static Stream<Port> ports() {
        return ROWS.stream().map(Row::port).distinct();
    }

    @BeforeAll
    static void start() {
        mesh = MeshOnOneMachine.shared();
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @ParameterizedTest
    @MethodSource("ports")
    void portAnswersItsOwnPathsAndNoOther(Port port) throws IOException {
        Map<String, Integer> expected = new LinkedHashMap<>();
        ROWS.forEach(row -> expected.put(row.path(), 404));
        NOWHERE.forEach(path -> expected.put(path, 404));
        ROWS.stream().filter(row -> row.port().equals(port)).forEach(row -> expected.put(row.path(), row.status()));

        assertThat(statuses(port, expected.keySet().stream().toList(), Optional.of(token())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void portAnswersWhoHasNoTokenOfTheMeshWhereItIsOpenAlone(Port port) {
        List<Row> own = ROWS.stream().filter(row -> row.port().equals(port)).toList();
        Map<String, Integer> expected =
                own.stream().collect(Collectors.toMap(Row::path, row -> row.guarded() ? 401 : row.status()));
        List<String> paths = own.stream().map(Row::path).toList();

        assertThat(statuses(port, paths, Optional.empty())).as("no token").isEqualTo(expected);
        assertThat(statuses(port, paths, Optional.of(STRANGER)))
                .as("a stranger's token")
                .isEqualTo(expected);
    }

    /** What is posted to is found by a POST alone. */
    @Test
    void injectionIsTriedForTheBearerOfTheTokenAndThereAreNoValuesToTryItWith() throws IOException {
        assertThat(tryInjection(STRANGER)).isEqualTo("401");
        assertThat(tryInjection(token())).isEqualTo("409");
    }

    private static String tryInjection(String token) {
        Command asked = mesh.insideControlPlane(
                "linkerd-proxy-injector",
                List.of(
                        "curl",
                        "-s",
                        "-k",
                        "-m",
                        "20",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-H",
                        "Content-Type: application/json",
                        "-H",
                        "Authorization: Bearer " + token,
                        "-d",
                        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}",
                        "https://localhost:8443/api/v1/injection"));
        var _ = asked.exitCode();
        return asked.output();
    }

    private static Map<String, Integer> statuses(Port port, List<String> paths, Optional<String> token) {
        String origin = port.scheme() + "://localhost:" + port.number();
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-k", "-m", "20", "-w", "%{http_code} %{url}\n"));
        token.ifPresent(text -> command.addAll(List.of("-H", "Authorization: Bearer " + text)));
        paths.forEach(path -> command.addAll(List.of("-o", "/dev/null", origin + path)));
        Command asked = mesh.insideControlPlane(port.service(), command);
        var _ = asked.exitCode();
        return asked.lines().stream()
                .map(line -> line.text().split(" ", 2))
                .collect(Collectors.toMap(
                        cells -> cells[1].substring(origin.length()), cells -> Integer.valueOf(cells[0])));
    }

    private static String token() throws IOException {
        return Files.readString(mesh.directory().resolve("run/admin-token")).strip();
    }
}

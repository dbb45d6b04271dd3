package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hosts outside the mesh: users' ServiceProfile and HTTPRoute for one, from the files in the folder to a server that has no
 * part in the mesh. Names come from a DNS server beside the client, the roots from the annotation that sets the sidecar's.
 */
@Tag(MeshOnOneMachine.SHARED)
class ExternalHostIT {
    private static final Duration PROMPT = Duration.ofMinutes(1);
    /** Nobody else has that address, on this machine or elsewhere. */
    private static final String OUTSIDE = "203.0.113.7";

    /** As users are shown it. */
    private static final String PROFILE = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata:
              name: external-api.example.com
              namespace: my-app
            spec:
              routes:
              - name: GET /api/data
                condition:
                  method: GET
                  pathRegex: /api/data/.*
                timeout: 10s
              - name: slow
                condition: {pathRegex: /slow.*}
                timeout: 1s
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
              - matches:
                - path: { type: PathPrefix, value: /impostor }
                backendRefs:
                - {name: impostor, port: 443}
              - matches:
                - path: { type: PathPrefix, value: /nobody }
                backendRefs:
                - {name: nobody, port: 443}
            """;

    private static final String EXTERNAL_NAME = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: my-app, name: %s}
            spec: {type: ExternalName, externalName: %s}
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command client;

    @SuppressWarnings("NullAway.Init")
    private static Path world;

    @BeforeAll
    static void meshAClientBesideTheWorld() throws Exception {
        mesh = MeshOnOneMachine.shared();
        world = Files.createTempDirectory(
                Path.of("/var/tmp"), // a sidecar has a /tmp of its own
                "weft-e2e-world-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        TestAuthority authority = TestAuthority.create();
        Path roots = Pem.write(world.resolve("roots.pem"), Pem.of(authority.anchors()));
        Files.setPosixFilePermissions(roots, PosixFilePermissions.fromString("rw-r--r--"));
        Path keys = keystore(authority.leaf("api.example.com"));

        Command server = run(
                List.of("--name", "world", "--inject", "disabled", "--port", "443"),
                MeshOnOneMachine.program(OutsideServer.class, keys.toString()));
        client = run(
                List.of("--name", "client", "--annotation", "config.linkerd.io/proxy-additional-env=" + env(roots)),
                List.of("sleep", "3600"));
        Command app = run(
                List.of("--name", "my-app", "--port", "8080", "--service"),
                MeshOnOneMachine.program(WebServer.class, "8080"));
        Stream.of(server, client, app).forEach(mesh::awaitReady);
        reach(server);
        mesh.writeManifest("external.yaml", EXTERNAL_NAME.formatted("external-api", "api.example.com"));
        mesh.writeManifest("impostor.yaml", EXTERNAL_NAME.formatted("impostor", "impostor.example.com"));
        mesh.writeManifest("nobody.yaml", EXTERNAL_NAME.formatted("nobody", "nobody.example.com"));
        mesh.writeManifest("profile.yaml", PROFILE);
        mesh.writeManifest("route.yaml", ROUTE);
    }

    private static Command run(List<String> options, List<String> program) {
        return mesh.run(Stream.of(List.of("-n", "my-app"), options, List.of("--"), program)
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    /** The world has an address outside, to which the client knows the way, and names. */
    private static void reach(Command server) {
        String address = output(server, "hostname", "-I").strip().split(" ", 2)[0]; // its IPv4 one
        output(server, "ip", "address", "add", OUTSIDE + "/32", "dev", "eth0");
        output(client, "ip", "route", "add", OUTSIDE + "/32", "dev", "eth0");
        var _ = mesh.inside(
                client,
                MeshOnOneMachine.program(
                                DnsServer.class,
                                "api.example.com",
                                address,
                                "impostor.example.com",
                                address,
                                "external-api.example.com",
                                OUTSIDE)
                        .toArray(String[]::new));
    }

    private static String output(Command workload, String... command) {
        Command asked = mesh.inside(workload, command);
        assertThat(asked.exitCode()).as(asked.output()).isZero();
        return asked.output();
    }

    private static String env(Path roots) {
        return "[{\"name\": \"LINKERD2_PROXY_OUTBOUND_TLS_ROOTS\", \"value\": \"" + roots + "\"}]";
    }

    private static Path keystore(Leaf leaf) throws Exception {
        Path file = world.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own",
                leaf.key(),
                OutsideServer.PASSWORD.toCharArray(),
                leaf.chain().toArray(Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, OutsideServer.PASSWORD.toCharArray());
        }
        return file;
    }

    @AfterAll
    static void end() throws Exception {
        if (mesh != null) {
            mesh.close();
        }
        if (world != null) {
            try (Stream<Path> files = Files.list(world)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(world);
        }
    }

    @Test
    void usersRouteLeadsToTheHostOverTlsThatProvesItsName() {
        await("http://my-app:8080/api/users", "443 api.example.com nothing\n200");

        assertThat(metrics()).contains("tls=\"originated\",sni=\"api.example.com\"");
    }

    @Test
    void whoeverCannotProveTheNameIsSentNothing() {
        await("http://my-app:8080/impostor", "l5d-proxy-error: TLS with impostor.example.com failed: ", "-i");

        assertThat(mesh.get(client, "http://my-app:8080/impostor")).endsWith("502");
    }

    @Test
    void aNameThatNobodyKnowsIsSaidToBeThat() {
        await("http://my-app:8080/nobody", "l5d-proxy-error: cannot resolve nobody.example.com: ", "-i");

        assertThat(metrics())
                .contains("outbound_external_dns_resolutions_total{record_type=\"A\",result=\"not_found\"}");
    }

    @Test
    void usersProfileIsFollowedByRequestsThatNameTheHost() {
        await("http://external-api.example.com/api/data/1", "80 external-api.example.com nothing\n200");
        Patience.until(
                PROMPT,
                () -> {
                    mesh.get(client, "http://external-api.example.com/api/data/1");
                    return metrics()
                            .contains("route_request_total{direction=\"outbound\",dst=\"external-api.example.com:80\","
                                    + "rt_route=\"GET /api/data\"}");
                },
                ExternalHostIT::metrics);

        await("http://external-api.example.com/slow", "504");
    }

    private static void await(String url, String answer, String... options) {
        Patience.until(
                PROMPT,
                () -> mesh.get(client, url, options).contains(answer),
                () -> url + " answers " + mesh.get(client, url, options));
    }

    private static String metrics() {
        Command asked = mesh.inside(client, "curl", "-s", "http://127.0.0.1:4191/metrics");
        var _ = asked.exitCode();
        return asked.output();
    }
}

package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the annotations skip-inbound-ports, skip-outbound-ports and skip-subnets keep from the sidecar: it counts none of it. */
@Tag(MeshOnOneMachine.SHARED)
class SkipIT {
    private static final String ARRIVED = "tcp_open_total{direction=\"inbound\",peer=\"src\"";
    private static final String LEFT = "tcp_open_total{direction=\"outbound\",peer=\"src\"";

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    /** Without a sidecar. */
    @SuppressWarnings("NullAway.Init")
    private static Command outsider;

    /** Its sidecar takes what it sends to any port but 9000. */
    @SuppressWarnings("NullAway.Init")
    private static Command client;

    /** Its sidecar takes what comes to any port but 9000. */
    @SuppressWarnings("NullAway.Init")
    private static Command server;

    /** Its sidecar takes nothing that comes from the mesh's machine. */
    @SuppressWarnings("NullAway.Init")
    private static Command open;

    @BeforeAll
    static void run() {
        mesh = MeshOnOneMachine.shared();
        outsider = sleeper("outsider", "--inject", "disabled");
        client = sleeper("client", "--annotation", "config.linkerd.io/skip-outbound-ports=9000");
        server = server("server", "skip-inbound-ports=9000");
        open = server("open", "skip-subnets=10.42.0.0/16");
        Stream.of(outsider, client, server, open).forEach(mesh::awaitReady);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void aSkippedInboundPortIsReachedPastTheSidecarAndAnyOtherThroughIt() {
        double before = mesh.counted(server, ARRIVED);
        ask(outsider, server, 9000);
        double skipped = mesh.counted(server, ARRIVED);
        ask(outsider, server, 8080);

        assertThat(skipped).isEqualTo(before);
        assertThat(mesh.counted(server, ARRIVED)).isEqualTo(before + 1);
    }

    @Test
    void aMeshedClientSpeaksPlainlyToASkippedInboundPort() {
        Command meshed = sleeper("meshed");
        mesh.awaitReady(meshed);
        double before = mesh.counted(server, ARRIVED);
        ask(meshed, server, 9000);
        double skipped = mesh.counted(server, ARRIVED);
        ask(meshed, server, 8080);

        assertThat(skipped).isEqualTo(before);
        assertThat(mesh.counted(server, ARRIVED)).isGreaterThan(before);
        assertThat(mesh.counted(meshed, LEFT)).isEqualTo(2);
    }

    @Test
    void whatGoesToASkippedOutboundPortLeavesPastTheSidecarAndAnythingElseThroughIt() {
        double before = mesh.counted(client, LEFT);
        ask(client, server, 9000);
        double skipped = mesh.counted(client, LEFT);
        ask(client, server, 8080);

        assertThat(skipped).isEqualTo(before);
        assertThat(mesh.counted(client, LEFT)).isEqualTo(before + 1);
    }

    @Test
    void whatComesFromASkippedSubnetArrivesPastTheSidecar() {
        double before = mesh.counted(open, ARRIVED);
        ask(outsider, open, 8080);

        assertThat(mesh.counted(open, ARRIVED)).isEqualTo(before);
    }

    private static void ask(Command from, Command whom, int port) {
        String url = "http://" + mesh.addressOf(whom) + ":" + port + "/";
        assertThat(mesh.get(from, url)).as(url).endsWith("200");
    }

    private static Command sleeper(String name, String... options) {
        return mesh.run(
                Stream.of(Stream.of("-n", "shop", "--name", name), Stream.of(options), Stream.of("--", "sleep", "3600"))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private static Command server(String name, String annotation) {
        return mesh.run(Stream.concat(
                        Stream.of(
                                "-n",
                                "shop",
                                "--name",
                                name,
                                "--annotation",
                                "config.linkerd.io/" + annotation,
                                "--port",
                                "8080",
                                "--port",
                                "9000",
                                "--"),
                        MeshOnOneMachine.program(WebServer.class, "8080,9000").stream())
                .toArray(String[]::new));
    }
}

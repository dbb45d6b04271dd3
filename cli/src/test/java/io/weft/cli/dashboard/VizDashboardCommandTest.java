package io.weft.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VizDashboardCommandTest {
    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster();
    private final List<String> opened = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private String answer = "{\"path\": \"/signin/abc\"}";
    private Exception failure = new Exception("none");

    @SuppressWarnings("NullAway.Init")
    private HttpServer page;

    @BeforeEach
    void pageIsThere() throws Exception {
        page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        page.createContext("/signin", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        page.start();
        cluster.listening(page.getAddress().getPort()).apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: seen, labels: {linkerd.io/extension: viz}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web-1, namespace: seen, labels: {component: web}}
                status: {conditions: [{type: Ready, status: "True"}]}
                """);
    }

    @AfterEach
    void stop() {
        page.stop(0);
    }

    @Test
    void tokenOfTheViewerIsExchangedBeforeTheBrowserGoesThere() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            int taken = free.getLocalPort();

            assertThat(dashboard("-p=" + taken)).isZero();

            assertThat(printed.err()).contains("port " + taken + " is taken");
        }
        String address = "http://localhost:" + page.getAddress().getPort() + "/signin/abc";
        assertThat(cluster.tokens()).containsExactly("seen/web-viewer for weft-viz, 3600 s");
        assertThat(asked).containsExactly("POST Bearer token of seen/web-viewer for weft-viz");
        assertThat(opened).containsExactly(address);
        assertThat(printed.out()).contains(address).doesNotContain("web-viewer");
        assertThat(cluster.forwarded()).containsExactly("seen/web-1:8084 at 127.0.0.1:0", "closed");
        assertThat(cluster.isClosed()).isTrue();
    }

    @Test
    void addressAloneIsToldWhereThatIsAskedFor() {
        assertThat(dashboard("-p=0", "--show=url")).isZero();

        assertThat(printed.out()).contains("/signin/abc");
        assertThat(opened).isEmpty();
    }

    @Test
    void refusalIsToldInThePagesWords() {
        status = 403;
        answer = "{\"error\": \"ann may not see the page\"}";

        assertThat(dashboard("-p=0")).isEqualTo(1);

        assertThat(failure).hasMessage("the page does not let you in: ann may not see the page");
        assertThat(cluster.forwarded()).endsWith("closed");
    }

    @Test
    void withoutAReadyPodThereIsNoPage() {
        cluster.remove("Pod", "web-1");

        assertThat(dashboard()).isEqualTo(1);

        assertThat(failure).hasMessageStartingWith("no pod of web is ready");
        assertThat(cluster.forwarded()).isEmpty();
    }

    @Test
    void pageIsLookedForWhereItIsSaidToBe() {
        assertThat(dashboard("-p=0", "--viz-namespace=seen")).isZero();
        assertThat(dashboard("-p=0", "--viz-namespace=elsewhere")).isEqualTo(1);
    }

    private int dashboard(String... arguments) {
        return new CommandLine(new VizDashboardCommand(printed.console(), options -> cluster, opened::add, () -> {}))
                .registerConverter(Duration.class, text -> Duration.ZERO)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    failure = e;
                    return 1;
                })
                .execute(arguments);
    }
}

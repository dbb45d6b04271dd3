package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.weft.api.viztap.TapByResourceRequest;
import io.weft.cli.Printed;
import io.weft.testkit.golden.Golden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class TapCommandTest {
    private static final TapEvent.End WEB =
            new TapEvent.End("10.42.0.7", 40_000, Map.of("tls", "true", "pod", "web-k3x9p", "namespace", "shop"));
    private static final TapEvent.End CATALOG =
            new TapEvent.End("fd00::9", 9_000, Map.of("tls", "loopback", "deployment", "catalog"));
    private static final List<TapEvent> EVENTS = List.of(
            inbound(
                    0,
                    new TapEvent.Part.Request(
                            "POST",
                            "http",
                            "catalog:9000",
                            "/items\u001b[2J",
                            List.of(TapEvent.Header.of("x-a", "1"), TapEvent.Header.of("x-b", new byte[] {(byte) 0xff
                            })))),
            inbound(0, new TapEvent.Part.Response(Duration.ofNanos(1_234_567), 200, List.of())),
            inbound(
                    0,
                    new TapEvent.Part.Ended(
                            Duration.ofNanos(2_000_000),
                            Duration.ofNanos(765_433),
                            42,
                            Optional.of(5),
                            Optional.empty(),
                            List.of(TapEvent.Header.of("grpc-status", "5")))),
            new TapEvent(
                    new TapEvent.StreamId(3, 7),
                    TapEvent.Direction.OUTBOUND,
                    WEB,
                    CATALOG,
                    Map.of("route", "GET /items"),
                    new TapEvent.Part.Ended(
                            Duration.ofMillis(3), Duration.ZERO, 0, Optional.empty(), Optional.of(8L), List.of())));

    private final Printed printed = new Printed();
    private final List<TapQuestion> asked = new ArrayList<>();

    private static TapEvent inbound(long stream, TapEvent.Part part) {
        return new TapEvent(new TapEvent.StreamId(0, stream), TapEvent.Direction.INBOUND, WEB, CATALOG, Map.of(), part);
    }

    private int run(String... arguments) {
        return new CommandLine(new TapCommand(printed.console(), place -> (question, events) -> {
                    asked.add(question);
                    EVENTS.forEach(events);
                }))
                .setParameterExceptionHandler((e, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }

    @Test
    void archiveIsOneDocumentWhoseHeadersWereAskedFor() {
        assertThat(run("-n", "shop", "deploy/web", "-o", "har")).isZero();

        assertThat(asked.getFirst().headers()).isTrue();
        assertThat(JsonMapper.shared()
                        .readTree(printed.out())
                        .at("/log/entries")
                        .valueStream()
                        .map(entry -> entry.at("/request/url").asString()))
                .containsExactly("http://catalog:9000/items\u001b[2J");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "wide", "json"})
    void eventsAreALineEach(String form) {
        assertThat(run("-n", "shop", "deploy/web", "-o", form)).isZero();

        Golden.check(getClass(), "tap." + form + ".txt", printed.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{.source.ip} {.proxyDirection} | 10.42.0.7 INBOUND;10.42.0.7 INBOUND;10.42.0.7 INBOUND;10.42.0.7 OUTBOUND",
                "{$.requestInitEvent.method}={@.requestInitEvent.path} | POST=/items?[2J;=;=;=",
                ".responseInitEvent.httpStatus | ^;200;;^",
                "proxyDirection | INBOUND;INBOUND;INBOUND;OUTBOUND",
                "{.requestInitEvent.headers[*].name} | x-a x-b;;;",
                "{.responseEndEvent.trailers[?(@.name==\"grpc-status\")].valueStr} | ^;;5;^",
                "{.requestInitEvent.id} | {\"base\":0,\"stream\":0};;;",
                "{\"a\\tb\"}{.nothing} | a\tb;a\tb;a\tb;a\tb",
            })
    void partsOfAnEventAreALineEach(String template, String lines) {
        assertThat(run("-n", "shop", "deploy/web", "-o", "jsonpath=" + template))
                .isZero();

        assertThat(asked.getFirst().headers()).isTrue();
        assertThat(String.join(";", printed.out().split("\n", -1))).isEqualTo(lines + ";");
    }

    @ParameterizedTest
    @CsvSource({
        "jsonpath={.source.ip, a brace in",
        "jsonpath={range .x}, a path begins with '.'",
        "jsonpath={.source..}, is no JSON path",
        "yaml, there are wide",
    })
    void formThatIsNoneIsRefusedBeforeAnybodyIsAsked(String form, String why) {
        assertThat(run("deploy/web", "-o", form)).isNotZero();
        assertThat(printed.err()).contains(why);
        assertThat(asked).isEmpty();
    }

    @Test
    void servicesAreAskedForWithLabelsAsKubectlWritesThem() throws Exception {
        run("-n", "shop", "svc/web", "--to", "svc/catalog", "-l", "app in (web,shop),!old");

        TapByResourceRequest.Builder expected = TapByResourceRequest.newBuilder();
        TextFormat.merge("""
                target { resource { namespace: 'shop' type: 'service' name: 'web' } label_selector: 'app in (web,shop),!old' }
                match { all { matches { destinations { resource { namespace: 'shop' type: 'service' name: 'catalog' } } } } }
                maxRps: 100""", expected);
        assertThat(TapByResourceRequest.parseFrom(TapTranslator.request(asked.getFirst())))
                .isEqualTo(expected.build());
        assertThat(TapAnswer.path(asked.getFirst()))
                .isEqualTo("/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/services/web/tap");
    }

    @Test
    void everyFilterIsAskedFor() throws Exception {
        run(
                "-n",
                "shop",
                "deploy/web",
                "--to",
                "deploy/catalog",
                "--to-namespace",
                "stock",
                "--max-rps",
                "7",
                "--scheme",
                "http",
                "--method",
                "GET",
                "--authority",
                "catalog:9000",
                "--path",
                "/items",
                "-l",
                "app=web",
                "-o",
                "json");

        TapByResourceRequest.Builder expected = TapByResourceRequest.newBuilder();
        TextFormat.merge("""
                target { resource { namespace: 'shop' type: 'deployment' name: 'web' } label_selector: 'app=web' }
                match { all {
                  matches { destinations { resource { namespace: 'stock' type: 'deployment' name: 'catalog' } } }
                  matches { http { scheme: 'http' } } matches { http { method: 'GET' } }
                  matches { http { authority: 'catalog:9000' } } matches { http { path: '/items' } } } }
                maxRps: 7
                extract { http { headers {} } }""", expected);
        assertThat(TapByResourceRequest.parseFrom(TapTranslator.request(asked.getFirst())))
                .isEqualTo(expected.build());
        assertThat(TapAnswer.path(asked.getFirst()))
                .isEqualTo("/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/deployments/web/tap");
    }

    @Test
    void aNamespaceIsAskedForByItsName() {
        run("ns/shop");

        assertThat(TapAnswer.path(asked.getFirst()))
                .isEqualTo("/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap");
    }

    @ParameterizedTest
    @CsvSource({
        "all,                             cannot be looked at",
        "planet/mars,                     nothing is known of the type 'planet'",
        "au/web.shop,                     nothing is told of authorities",
        "srv/web,                         a policy neither sends nor is sent to",
        "deploy/web --to ap/guests,       a policy neither sends nor is sent to",
        "deploy/web --to-namespace stock, needs --to",
        "deploy/web --max-rps -1,         must not be negative",
        "deploy/web -n a/b,               a namespace consists of",
        "deploy/web deploy/catalog,       give one resource",
        "deploy/web -l app~web,           a label selector has terms like",
    })
    void whatCannotBeAskedIsRefusedBeforeAnybodyIsAsked(String arguments, String why) {
        assertThat(run(arguments.split(" ", -1))).isNotZero();
        assertThat(printed.err()).contains(why);
        assertThat(asked).isEmpty();
    }
}

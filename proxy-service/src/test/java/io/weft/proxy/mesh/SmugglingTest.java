package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Exception;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody gets a server to read two requests for one, or one for two. The cases are in {@code smuggling.txt}. */
class SmugglingTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    private final RecordingApp app = new RecordingApp();
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    SmugglingTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Http1());
    }

    @AfterEach
    void stop() throws IOException {
        proxies.close();
        app.close();
    }

    @Test
    void whatIsCarriedOverHttp2ArrivesAsWhatItIs() throws Exception {
        assertOutcomes(cases(false));
    }

    @Test
    void whatIsCarriedAsItIsArrivesAsWhatItIs() throws Exception {
        proxies.endpoint(proxies.meshed(ProtocolHint.UNKNOWN, true));
        assertOutcomes(cases(false));
    }

    @Test
    void whatALyingPeerSaysInHttp2IsNotTurnedIntoMoreThanOneRequest() throws Exception {
        proxies.direct = false;
        assertOutcomes(cases(true));
    }

    private static List<SmugglingCase> cases(boolean http2) throws IOException {
        return SmugglingCase.all().stream()
                .filter(each -> each.http2() == http2)
                .toList();
    }

    private void assertOutcomes(List<SmugglingCase> cases) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (SmugglingCase each : cases) {
            List<String> answers = each.http2() ? lie(each) : say(each.said());
            assertThat(proxies.direct ? say("GET /neighbour HTTP/1.1\r\nHost: web\r\n\r\n") : List.of("200"))
                    .as("whoever comes after: %s", each.name())
                    .containsExactly("200");
            List<String> read = app.take().stream()
                    .filter(request -> !request.equals("GET /neighbour"))
                    .toList();
            outcomes.add(new SmugglingCase(each.name(), "", List.of(), "", read, answers).outcome());
        }
        assertThat(outcomes)
                .containsExactlyElementsOf(
                        cases.stream().map(SmugglingCase::outcome).toList());
    }

    /** The status codes that come back until the proxy hangs up. */
    private List<String> say(String text) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            String heard = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            List<String> codes = STATUS.matcher(heard)
                    .results()
                    .map((MatchResult status) -> status.group(1))
                    .toList();
            return codes.isEmpty() ? List.of("") : codes;
        }
    }

    /** The status code; or what became of the stream, or of all streams. */
    private List<String> lie(SmugglingCase each) throws IOException, Http2Exception {
        List<String> headers = new ArrayList<>(List.of(":scheme", "http"));
        headers.addAll(each.headers());
        headers.addAll(List.of("l5d-orig-proto", "HTTP/1.1"));
        try (RawHttp2 client = RawHttp2.client(proxies.inboundPort())) {
            boolean end = each.body().isEmpty();
            client.headers(1, end, headers.toArray(String[]::new));
            if (!end) {
                client.data(1, each.body().getBytes(StandardCharsets.ISO_8859_1), true);
            }
            RawHttp2.Answer answer = client.answer(1);
            return List.of(answer.heads().isEmpty() ? "reset" : answer.status());
        } catch (IOException hungUpOn) {
            return List.of("closed");
        }
    }
}

package io.weft.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.core.Authority;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ProxyConfig.*;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEnvTest {
    @TempDir
    private Path directory;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void minimal() {
        environment = Environments.minimal(directory);
    }

    @Test
    void leastEnvironmentGivesTheDefaultsOfTheSheet() {
        Http2Server http2 = new Http2Server(
                65_535, 1_048_576, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        Accept accept = new Accept(Optional.empty(), Optional.empty(), OptionalInt.empty());
        Pool pool = new Pool(10_000, Duration.ofSeconds(3));
        ProxyConfig config = ProxyEnv.read(environment);

        assertThat(config)
                .isEqualTo(new ProxyConfig(
                        new Outbound(
                                List.of(socket("127.0.0.1", 4140)),
                                Duration.ofSeconds(10),
                                accept,
                                new Connect(
                                        Duration.ofSeconds(1),
                                        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0.1),
                                        Optional.empty(),
                                        Optional.empty()),
                                http2,
                                new Queue(10_000, Duration.ofSeconds(3)),
                                new Queue(10_000, Duration.ofSeconds(3)),
                                100_000,
                                pool,
                                Duration.ofSeconds(5),
                                true,
                                false,
                                Optional.empty()),
                        new Inbound(
                                socket("0.0.0.0", 4143),
                                Duration.ofSeconds(10),
                                accept,
                                new Connect(
                                        Duration.ofMillis(300),
                                        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0.1),
                                        Optional.empty(),
                                        Optional.empty()),
                                http2,
                                new Queue(10_000, Duration.ofSeconds(1)),
                                100_000,
                                pool,
                                Set.of(),
                                Duration.ofSeconds(90)),
                        new Http2Client(65_535, 1_048_576),
                        ControlStreams.UNLIMITED,
                        new Destination(loopback("127.0.0.1", 8086), "", List.of(), List.of("svc.cluster.local")),
                        new Policy(
                                loopback("::1", 8090),
                                "{\"ns\":\"default\",\"pod\":\"web\"}\n",
                                List.of(),
                                DefaultPolicy.ALL_UNAUTHENTICATED,
                                PortSet.NONE,
                                PortSet.NONE),
                        new Identity(
                                directory,
                                TrustAnchors.parse(Environments.ANCHOR),
                                directory.resolve("token"),
                                new WorkloadIdentity("web.default.serviceaccount.identity.linkerd.cluster.local"),
                                loopback("localhost.", 8080),
                                Duration.ofSeconds(10),
                                Duration.ofHours(24)),
                        new Admin(socket("127.0.0.1", 4191)),
                        Optional.empty(),
                        Optional.empty(),
                        new Telemetry(Duration.ofMinutes(10)),
                        new Shutdown(false, Duration.ofMinutes(2)),
                        new Cores(1, OptionalInt.empty(), 0),
                        new Log("warn,linkerd=info,hickory=error", LogFormat.PLAIN, Optional.empty()),
                        List.of("LINKERD2_PROXY_INBOUND_DEFAULT_POLICY is not set; all-unauthenticated applies")));
    }

    @Test
    void whoMayLookSwitchesTapOn() {
        set("TAP_SVC_NAME", "tap.linkerd-viz.serviceaccount.identity.linkerd.cluster.local");

        assertThat(ProxyEnv.read(environment).tap())
                .contains(new Tap(
                        socket("0.0.0.0", 4190),
                        new WorkloadIdentity("tap.linkerd-viz.serviceaccount.identity.linkerd.cluster.local")));
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        environment.clear();
        set("INBOUND_DETECT_TIMEOUT", "soon");

        assertThat(problems())
                .extracting(problem -> problem.split("[ =]", -1)[0].replace("LINKERD2_PROXY_", ""))
                .containsExactlyInAnyOrder(
                        "INBOUND_DETECT_TIMEOUT",
                        "DESTINATION_SVC_ADDR",
                        "POLICY_SVC_ADDR",
                        "POLICY_WORKLOAD",
                        "IDENTITY_DIR",
                        "IDENTITY_TRUST_ANCHORS",
                        "IDENTITY_TOKEN_FILE",
                        "IDENTITY_SVC_ADDR",
                        "IDENTITY_LOCAL_NAME");
    }

    @Test
    void messageSaysWhatWasWrittenAndWhatIsAllowed() {
        set("INBOUND_DETECT_TIMEOUT", "soon");

        assertThat(problems())
                .containsExactly(
                        "LINKERD2_PROXY_INBOUND_DETECT_TIMEOUT='soon' is not allowed; allowed: a duration such as"
                                + " 500ms, 10s, 5m, 1h or 365d, or 0");
    }

    @Test
    void wrongTrustAnchorsAreNotRepeated() {
        set("IDENTITY_TRUST_ANCHORS", "-----BEGIN SECRET");

        assertThat(problems()).singleElement().asString().doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DESTINATION", "POLICY", "IDENTITY"})
    void serviceThatIsNotOnLoopbackNeedsAName(String service) {
        set(service + "_SVC_ADDR", "linkerd-dst-headless.linkerd.svc.cluster.local.:8086");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("LINKERD2_PROXY_" + service + "_SVC_NAME must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "[::1], true",
        "localhost., true",
        "localhost, false",
        "10.0.0.1, false"
    })
    void onlyLoopbackAddressesAndLocalhostWithItsDotAreLoopback(String host, boolean loopback) {
        set("DESTINATION_SVC_ADDR", host + ":8086");
        set("DESTINATION_SVC_NAME", "linkerd-destination.linkerd.serviceaccount.identity.linkerd.cluster.local");

        assertThat(ProxyEnv.read(environment).destination().service().isLoopback())
                .isEqualTo(loopback);
    }

    @Test
    void serviceNameKeepsItsDotForLookupsOnly() {
        set("DESTINATION_SVC_ADDR", "linkerd-dst.linkerd.svc.cluster.local.:8087");
        set("DESTINATION_SVC_NAME", "dst.example");
        ControlPlane service = ProxyEnv.read(environment).destination().service();

        assertThat(service.address().host()).isEqualTo("linkerd-dst.linkerd.svc.cluster.local.");
        assertThat(service.host()).isEqualTo("linkerd-dst.linkerd.svc.cluster.local");
    }

    @Test
    void listenAddressesWinOverTheSingleOne() {
        set("OUTBOUND_LISTEN_ADDR", "127.0.0.1:1");
        set("OUTBOUND_LISTEN_ADDRS", "127.0.0.1:2,[::1]:2");

        assertThat(ProxyEnv.read(environment).outbound().listen())
                .containsExactly(socket("127.0.0.1", 2), socket("::1", 2));
    }

    @Test
    void serverIdAndNameTogetherStandForTheLocalName() {
        environment.remove("LINKERD2_PROXY_IDENTITY_LOCAL_NAME");
        set("IDENTITY_SERVER_ID", "me.example");
        set("IDENTITY_SERVER_NAME", "me.example");

        assertThat(ProxyEnv.read(environment).identity().localName()).isEqualTo(new WorkloadIdentity("me.example"));
    }

    @Test
    void serverIdAndNameMustAgree() {
        environment.remove("LINKERD2_PROXY_IDENTITY_LOCAL_NAME");
        set("IDENTITY_SERVER_ID", "me.example");
        set("IDENTITY_SERVER_NAME", "you.example");

        assertThat(problems()).singleElement().asString().contains("must be the same");
    }

    @Test
    void serverIdAloneIsNotEnough() {
        environment.remove("LINKERD2_PROXY_IDENTITY_LOCAL_NAME");
        set("IDENTITY_SERVER_ID", "me.example");

        assertThat(problems()).singleElement().asString().startsWith("LINKERD2_PROXY_IDENTITY_LOCAL_NAME must be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster-authenticated", "cluster-unauthenticated", "audit"})
    void defaultPolicyOfTheClusterNeedsItsNetworks(String policy) {
        set("INBOUND_DEFAULT_POLICY", policy);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("LINKERD2_PROXY_POLICY_CLUSTER_NETWORKS must be set");

        set("POLICY_CLUSTER_NETWORKS", "10.0.0.0/8");
        assertThat(ProxyEnv.read(environment).policy().defaultPolicy().word()).isEqualTo(policy);
    }

    @Test
    void backoffNeedsBothEndsAndForgetsTheDefaultJitter() {
        set("OUTBOUND_CONNECT_EXP_BACKOFF_MIN", "1s");
        assertThat(problems()).singleElement().asString().endsWith("must be set both or neither");

        set("OUTBOUND_CONNECT_EXP_BACKOFF_MAX", "2s");
        assertThat(ProxyEnv.read(environment).outbound().connect().backoff())
                .isEqualTo(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 0));
    }

    @ParameterizedTest
    @CsvSource({"6m, 5m, 1h, 1", "3s, 2h, 1h, 1", "3h, 2h, 1h, 3", "2h, '', 1h, 1", "3s, 5m, 1h, 0", "'', '', '', 0"})
    void limitsOfControlStreamsRise(String initial, String idle, String lifetime, int wrong) {
        set("CONTROL_STREAM_INITIAL_TIMEOUT", initial);
        set("CONTROL_STREAM_IDLE_TIMEOUT", idle);
        set("CONTROL_STREAM_LIFETIME", lifetime);

        if (wrong == 0) {
            assertThatCode(() -> ProxyEnv.read(environment)).doesNotThrowAnyException();
        } else {
            assertThat(problems()).hasSize(wrong).allMatch(problem -> problem.contains("must not be above"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INBOUND_SERVER_HTTP2_INITIAL_STREAM_WINDOW_SIZE, 9",
        "OUTBOUND_SERVER_HTTP2_INITIAL_CONNECTION_WINDOW_SIZE, 9",
        "INBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL, 9s",
        "OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT, 9s"
    })
    void halfAPairHasNoEffectAndIsWarnedAbout(String suffix, String value) {
        ProxyConfig before = ProxyEnv.read(environment);
        set(suffix, value);
        ProxyConfig after = ProxyEnv.read(environment);

        assertThat(after.inbound()).isEqualTo(before.inbound());
        assertThat(after.outbound()).isEqualTo(before.outbound());
        assertThat(after.warnings())
                .anyMatch(warning -> warning.startsWith("LINKERD2_PROXY_" + suffix + " has no effect"));
    }

    @Test
    void whatThisVersionDoesNotFollowIsWarnedAboutUnlessItAsksForNothing() {
        set("OUTBOUND_METRICS_HOSTNAME_LABELS", "false");
        set("DNS_MIN_TTL", "5s");

        assertThat(ProxyEnv.read(environment).warnings())
                .contains("LINKERD2_PROXY_DNS_MIN_TTL is set, but this version does not follow it")
                .noneMatch(warning -> warning.contains("HOSTNAME_LABELS"));
    }

    /** proxy-env, 2.2: it is about a dead application as well. */
    @Test
    void backoffTowardsTheApplicationIsWarnedAbout() {
        String warning = " is set, but this version follows it only towards a control plane on loopback";
        assertThat(ProxyEnv.read(environment).warnings()).noneMatch(said -> said.endsWith(warning));
        set("INBOUND_CONNECT_EXP_BACKOFF_MIN", "1s");
        set("INBOUND_CONNECT_EXP_BACKOFF_MAX", "2s");

        assertThat(ProxyEnv.read(environment).warnings())
                .contains(
                        "LINKERD2_PROXY_INBOUND_CONNECT_EXP_BACKOFF_MIN" + warning,
                        "LINKERD2_PROXY_INBOUND_CONNECT_EXP_BACKOFF_MAX" + warning)
                .noneMatch(said -> said.contains("JITTER"));
    }

    @Test
    void ingressModeTurnsInformationalHeadersOff() {
        set("INGRESS_MODE", "true");
        assertThat(ProxyEnv.read(environment).outbound().ingress()).isTrue();
        assertThat(ProxyEnv.read(environment).outbound().informationalHeaders()).isFalse();

        set("OUTBOUND_DISABLE_INFORMATIONAL_HEADERS", "false");
        assertThat(ProxyEnv.read(environment).outbound().informationalHeaders()).isTrue();
    }

    @Test
    void unknownNamesOfOursAreWarnedAboutWithoutTheirValues() {
        set("INBUOND_LISTEN_ADDR", "hunter2");
        environment.put("PATH", "/bin");

        assertThat(ProxyEnv.read(environment).warnings())
                .contains("LINKERD2_PROXY_INBUOND_LISTEN_ADDR is not a variable of this proxy")
                .noneMatch(warning -> warning.contains("hunter2") || warning.contains("PATH"));
    }

    @Test
    void textThatCouldNotBeDecodedIsRefused() {
        set("DESTINATION_CONTEXT", "caf\uFFFD");

        assertThat(problems()).singleElement().asString().contains("is not UTF-8");
    }

    @Test
    void unreadableEntriesOfTheBundleAreSkipped() {
        set(
                "IDENTITY_TRUST_ANCHORS",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + Environments.ANCHOR);

        assertThat(ProxyEnv.read(environment).identity().anchors()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // available, min, max (-1: none), ratio, expected
        "8, 1, -1, 0, 1",
        "8, 2, -1, 0, 2",
        "8, 1, 4, 0, 4",
        "8, 6, 4, 0, 6",
        "2, 1, 4, 0, 2",
        "8, 1, -1, 0.5, 4",
        "8, 1, 3, 0.5, 3",
        "8, 1, -1, 0.19, 2",
        "4, 0, 0, 0, 1"
    })
    void workersFollowTheLimits(int available, int min, int max, double ratio, int expected) {
        OptionalInt limit = max < 0 ? OptionalInt.empty() : OptionalInt.of(max);

        assertThat(new Cores(min, limit, ratio).workers(available)).isEqualTo(expected);
    }

    @Test
    void coresIsTheOlderNameOfTheLeastNumber() {
        set("CORES", "2");
        assertThat(ProxyEnv.read(environment).cores().min()).isEqualTo(2);

        set("CORES_MIN", "3");
        assertThat(ProxyEnv.read(environment).cores().min()).isEqualTo(3);
    }

    private static InetSocketAddress socket(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    private static ControlPlane loopback(String host, int port) {
        return new ControlPlane(new Authority(host, port), Optional.empty());
    }

    private void set(String suffix, String value) {
        Environments.set(environment, suffix, value);
    }

    private List<String> problems() {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ProxyEnv.read(environment));
        assertThat(refused).isNotNull();
        return refused.problems();
    }
}

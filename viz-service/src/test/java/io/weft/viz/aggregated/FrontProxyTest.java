package io.weft.viz.aggregated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.service.cluster.Reviewed.Bearer;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class FrontProxyTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final TestAuthority AUTHORITY = TestAuthority.create(KeyKind.P256, NOW);

    @Test
    void itsCertificateIsOneThatItsAuthorityVouchesForUnderOneOfItsNames() {
        FrontProxy proxy = FrontProxy.read(description("[\"front-proxy-client\", \"other\"]"));

        assertThat(isTaken(proxy, AUTHORITY.leaf("front-proxy-client"), NOW)).isTrue();
        assertThat(isTaken(proxy, AUTHORITY.commonNameOnlyLeaf("front-proxy-client"), NOW))
                .isTrue();
        assertThat(isTaken(proxy, AUTHORITY.leaf("somebody-else"), NOW)).isFalse();
        assertThat(isTaken(proxy, TestAuthority.create(KeyKind.P256, NOW).leaf("front-proxy-client"), NOW))
                .isFalse();
        assertThat(isTaken(proxy, AUTHORITY.leaf("front-proxy-client"), NOW.plus(Duration.ofDays(2))))
                .isFalse();
        assertThat(proxy.isPresentedBy(List.of(), NOW)).isFalse();
        assertThat(proxy.isPresentedBy(AUTHORITY.anchors(), NOW)).isFalse();
    }

    @Test
    void withoutNamesAnyCertificateOfTheAuthorityIsIts() {
        FrontProxy proxy = FrontProxy.read(description("[]"));

        assertThat(isTaken(proxy, AUTHORITY.leaf("somebody-else"), NOW)).isTrue();
    }

    @Test
    void headersSayWhoAsks() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Remote-User", "ann");
        headers.addAll("X-Remote-Group", List.of("ops", "system:authenticated"));
        headers.set("X-Remote-Extra-Acme.org%2fTeam", "a+b");
        headers.set("X-Other", "no");

        assertThat(FrontProxy.read(description("[]")).user(headers))
                .contains(new Bearer(
                        "ann", "", List.of("ops", "system:authenticated"), Map.of("acme.org/team", List.of("a+b"))));
    }

    @Test
    void withoutAUserNobodyAsks() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Remote-Group", "system:masters");

        assertThat(FrontProxy.read(description("[]")).user(headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"requestheader-client-ca-file", "requestheader-allowed-names"})
    void whatDescribesNoneIsRefused(String key) {
        Map<String, String> broken = new HashMap<>(description("[]"));
        broken.put(key, "broken");

        assertThatThrownBy(() -> FrontProxy.read(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key);
    }

    @Test
    void whatCannotBeReadAnyMoreStaysAsItWasReadLast() {
        Map<String, String> described = new HashMap<>(description("[\"first\"]"));
        FrontProxies proxies = new FrontProxies(() -> described);
        assertThat(proxies.current()).isEmpty();

        proxies.run();
        described.remove("requestheader-client-ca-file");
        proxies.run();
        assertThat(proxies.current()).get().extracting(FrontProxy::names).hasToString("[first]");

        described.putAll(description("[\"second\"]"));
        proxies.run();
        assertThat(proxies.current()).get().extracting(FrontProxy::names).hasToString("[second]");
    }

    private static boolean isTaken(FrontProxy proxy, Leaf leaf, Instant now) {
        return proxy.isPresentedBy(leaf.chain(), now);
    }

    private static Map<String, String> description(String names) {
        return Map.of(
                "requestheader-client-ca-file", Pem.of(AUTHORITY.anchors()),
                "requestheader-allowed-names", names,
                "requestheader-username-headers", "[\"X-Remote-User\"]",
                "requestheader-group-headers", "[\"X-Remote-Group\"]",
                "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]");
    }
}

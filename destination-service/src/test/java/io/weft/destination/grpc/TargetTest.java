package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.destination.answers.ServiceId;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final ServiceId WEB = new ServiceId("shop", "web");

    @Test
    void serviceIsNamedWithNamespaceAndClusterDomain() {
        assertThat(parse("web.shop.svc.cluster.local:8080")).isEqualTo(new Target.Service(WEB, 8080));
    }

    @Test
    void portIs80WhereNoneIsGiven() {
        assertThat(parse("web.shop.svc.cluster.local")).isEqualTo(new Target.Service(WEB, 80));
    }

    @Test
    void oneTrailingDotDoesNotCount() {
        assertThat(parse("web.shop.svc.cluster.local.:80")).isEqualTo(new Target.Service(WEB, 80));
    }

    @Test
    void labelBeforeTheServiceIsAnInstance() {
        assertThat(parse("db-0.web.shop.svc.cluster.local:5432")).isEqualTo(new Target.Instance(WEB, "db-0", 5432));
    }

    @Test
    void addressesAreNotNames() {
        assertThat(parse("10.0.0.1:80")).isEqualTo(new Target.Address(InetAddress.ofLiteral("10.0.0.1"), 80));
        assertThat(parse("[fd00::1]:80")).isEqualTo(new Target.Address(InetAddress.ofLiteral("fd00::1"), 80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com:443", "web.shop.svc:80", "a.b.web.shop.svc.cluster.local:80", "svc.cluster.local:80"
            })
    void otherNamesAreHosts(String text) {
        assertThat(parse(text)).isInstanceOf(Target.Host.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "web:",
                "web:0",
                "web:65536",
                "web:x",
                "[::1",
                "we b:80",
                "web..svc:80",
                "-:80",
                "10.0.0:x"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).hasMessageStartingWith("INVALID_ARGUMENT");
    }

    private static Target parse(String text) {
        return Target.parse(text, "cluster.local");
    }
}

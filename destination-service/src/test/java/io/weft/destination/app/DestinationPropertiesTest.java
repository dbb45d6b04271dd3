package io.weft.destination.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.weft.api.destination.Http2ClientParams;
import io.weft.core.Network;
import io.weft.destination.grpc.ApiSettings;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.MeshProperties;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DestinationPropertiesTest {
    @Test
    void whoSaysNothingGetsTheDefaults() {
        MeshSettings settings = settings();

        assertThat(settings.names()).isEqualTo(new MeshSettings.Names("cluster.local", "cluster.local", "linkerd"));
        assertThat(settings.clusterNetworks())
                .extracting(Network::toString)
                .containsExactly("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16");
        assertThat(settings.defaultPolicy()).isEqualTo(AccessPolicy.ALL_UNAUTHENTICATED);
        assertThat(settings.probeNetworks()).extracting(Network::prefixLength).containsExactly(0, 0);
        assertThat(settings.emptyAuthenticationAllows()).isFalse();
        for (int port : new int[] {25, 587, 3306, 4444, 5432, 6379, 9300, 11_211}) {
            assertThat(settings.opaquePorts().contains(port))
                    .as("port %s", port)
                    .isTrue();
        }
        assertThat(settings.opaquePorts().contains(80)).isFalse();
        assertThat(settings.hops()).isEqualTo(new MeshSettings.Hops(true, true));
    }

    @Test
    void everythingMayBeSaidOtherwise() {
        MeshSettings settings = settings(
                "mesh.cluster-domain=example.org",
                "mesh.destination.default-policy=cluster-authenticated",
                "mesh.destination.opaque-ports=9000-9010",
                "mesh.destination.probe-networks=10.1.0.0/16",
                "mesh.destination.empty-required-authentication=allow",
                "mesh.destination.service-parent-fallback=false",
                "mesh.destination.ipv6=true",
                "mesh.destination.http2-upgrade=false",
                "mesh.destination.outbound-transport-mode=transparent");

        assertThat(settings.names().clusterDomain()).isEqualTo("example.org");
        assertThat(settings.defaultPolicy()).isEqualTo(AccessPolicy.CLUSTER_AUTHENTICATED);
        assertThat(settings.opaquePorts().contains(9005)).isTrue();
        assertThat(settings.opaquePorts().contains(25)).isFalse();
        assertThat(settings.probeNetworks()).extracting(Network::toString).containsExactly("10.1.0.0/16");
        assertThat(settings.emptyAuthenticationAllows()).isTrue();
        assertThat(settings.serviceParentFallback()).isFalse();
        assertThat(settings.ipv6()).isTrue();
        assertThat(settings.hops()).isEqualTo(new MeshSettings.Hops(false, false));
    }

    @Test
    void connectionsBetweenSidecarsAreKeptAliveUnlessSettingsSayOtherwise() {
        assertThat(bound().apiSettings(bind(MeshProperties.class, "mesh")))
                .isEqualTo(new ApiSettings(
                        "cluster.local",
                        Http2ClientParams.newBuilder()
                                .setKeepAlive(Http2ClientParams.KeepAlive.newBuilder()
                                        .setInterval(Durations.fromSeconds(10))
                                        .setTimeout(Durations.fromSeconds(3))
                                        .setWhileIdle(true))
                                .build(),
                        false));
        assertThat(bound("mesh.destination.meshed-http2-client=", "mesh.destination.allow-l5d-request-headers=true")
                        .apiSettings(bind(MeshProperties.class, "mesh")))
                .isEqualTo(new ApiSettings("cluster.local", Http2ClientParams.getDefaultInstance(), true));
    }

    @Test
    void noOpaquePortsAndNoProbeNetworksMayBeSaidToo() {
        MeshSettings settings = settings("mesh.destination.opaque-ports=", "mesh.destination.probe-networks=");

        assertThat(settings.opaquePorts().ranges()).isEmpty();
        assertThat(settings.probeNetworks()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "mesh.destination.default-policy, all, all-authenticated",
        "mesh.destination.default-policy, DENY, deny",
        "mesh.destination.opaque-ports, '25,http', http",
        "mesh.destination.opaque-ports, '0', 1 to 65535",
        "mesh.destination.probe-networks, 10.0.0.0/33, CIDR",
        "mesh.destination.probe-networks, everywhere, CIDR",
        "mesh.destination.empty-required-authentication, yes, deny",
        "mesh.destination.outbound-transport-mode, header, transparent",
        "mesh.destination.metrics-readers, no name, identities",
        "mesh.destination.meshed-http2-client, 10s, Http2ClientParams",
        "mesh.destination.meshed-http2-client, '{\"keepalive\":{}}', keepalive",
    })
    void badValueIsRefusedWithAdvice(String property, String value, String advice) {
        assertThatThrownBy(() -> settings(property + "=" + value))
                .rootCause()
                .isInstanceOfSatisfying(InvalidSettingException.class, refusal -> {
                    assertThat(refusal.property()).isEqualTo(property);
                    assertThat(refusal.value()).isEqualTo(value);
                    assertThat(refusal.advice()).contains(advice);
                });
    }

    private static MeshSettings settings(String... properties) {
        return bound(properties).settings(bind(MeshProperties.class, "mesh", properties));
    }

    private static DestinationProperties bound(String... properties) {
        return bind(DestinationProperties.class, "mesh.destination", properties);
    }

    private static <T> T bind(Class<T> type, String prefix, String... properties) {
        Map<String, String> source = new HashMap<>();
        Arrays.stream(properties).map(property -> property.split("=", 2)).forEach(pair -> source.put(pair[0], pair[1]));
        return new Binder(new MapConfigurationPropertySource(source)).bindOrCreate(prefix, type);
    }
}

package io.weft.destination.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.Network;
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
        assertThat(settings.http2Upgrade()).isTrue();
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
                "mesh.destination.http2-upgrade=false");

        assertThat(settings.names().clusterDomain()).isEqualTo("example.org");
        assertThat(settings.defaultPolicy()).isEqualTo(AccessPolicy.CLUSTER_AUTHENTICATED);
        assertThat(settings.opaquePorts().contains(9005)).isTrue();
        assertThat(settings.opaquePorts().contains(25)).isFalse();
        assertThat(settings.probeNetworks()).extracting(Network::toString).containsExactly("10.1.0.0/16");
        assertThat(settings.emptyAuthenticationAllows()).isTrue();
        assertThat(settings.serviceParentFallback()).isFalse();
        assertThat(settings.ipv6()).isTrue();
        assertThat(settings.http2Upgrade()).isFalse();
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
        Map<String, String> source = new HashMap<>();
        Arrays.stream(properties).map(property -> property.split("=", 2)).forEach(pair -> source.put(pair[0], pair[1]));
        Binder binder = new Binder(new MapConfigurationPropertySource(source));
        return binder.bindOrCreate("mesh.destination", DestinationProperties.class)
                .settings(binder.bindOrCreate("mesh", MeshProperties.class));
    }
}

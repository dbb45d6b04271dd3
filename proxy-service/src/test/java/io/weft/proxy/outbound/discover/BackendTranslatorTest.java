package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.meshed;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.WeightedAddr;
import io.weft.api.mesh.TlsOrigination;
import io.weft.core.ExternalHost;
import io.weft.core.ResourceRef;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** wire-api, 11.4, and our own external_name and tls_origination: backends that are hosts outside. */
class BackendTranslatorTest {
    private static final ResourceRef REF =
            ResourceRef.of("core", "Service", "shop", "web").withPort(80);

    private final BackendTranslator translator = new BackendTranslator(new EndpointTranslator(Set.of(), warning -> {}));

    @Test
    void aNameIsNotItsAddress() {
        WeightedAddr message =
                named("api.example.com").putMetricLabels("service", "api").build();

        assertThat(read(message))
                .isEqualTo(new Backend.External(
                        REF,
                        "api.example.com",
                        8080,
                        new ExternalHost("api.example.com", false),
                        Map.of("service", "api")));
    }

    @Test
    void aNameMayHaveToProveAnother() {
        WeightedAddr message = named("lb.example.net")
                .setTlsOrigination(TlsOrigination.newBuilder().setServerName("api.example.com"))
                .build();

        assertThat(read(message))
                .isEqualTo(new Backend.External(
                        REF, "lb.example.net", 8080, new ExternalHost("api.example.com", true), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "a b", "*.example.com"})
    void whatIsNoNameIsSentNothing(String name) {
        assertThat(read(named(name).build())).isInstanceOf(Backend.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "65536"})
    void aPortThatIsNoneIsSentNothing(int port) {
        WeightedAddr.Builder message = named("api.example.com");
        message.getAddrBuilder().setPort(port);

        assertThat(read(message.build())).isInstanceOf(Backend.Invalid.class);
    }

    @Test
    void whoeverIsToProveNothingAnybodyKnowsIsSentNothing() {
        WeightedAddr.Builder message = named("api.example.com");

        assertThat(read(message.setTlsOrigination(TlsOrigination.getDefaultInstance())
                        .build()))
                .isInstanceOf(Backend.Invalid.class);
        assertThat(read(message.clearTlsOrigination()
                        .setTlsIdentity(meshed("10.0.0.1").getTlsIdentity())
                        .build()))
                .isInstanceOf(Backend.Invalid.class);
    }

    private static WeightedAddr.Builder named(String name) {
        return bare("255.255.255.255").toBuilder().setExternalName(name);
    }

    private Backend read(WeightedAddr forward) {
        return translator.translate(
                Messages.balancer("web").toBuilder().setForward(forward).build());
    }
}

package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetTranslatorTest {
    @Test
    void ipv4AddressIsOneBigEndianNumber() {
        assertThat(NetTranslator.toMessage(InetAddress.ofLiteral("10.0.0.1")).getIpv4())
                .isEqualTo(0x0A000001);
        assertThat(NetTranslator.toMessage(InetAddress.ofLiteral("255.0.0.1")).getIpv4())
                .isEqualTo(0xFF000001);
    }

    @Test
    void ipv6AddressIsTwoBigEndianNumbers() {
        var message =
                NetTranslator.toMessage(InetAddress.ofLiteral("2001:db8::1")).getIpv6();
        assertThat(message.getFirst()).isEqualTo(0x20010db800000000L);
        assertThat(message.getLast()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "255.255.255.255", "2001:db8::ff"})
    void addressComesBackAsItWent(String ip) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(ip), 65_535);

        assertThat(NetTranslator.toAddress(NetTranslator.toMessage(address))).contains(address);
    }

    @Test
    void addressWithoutIpOrWithAPortOutOfRangeIsNone() {
        IPAddress ip = NetTranslator.toMessage(InetAddress.ofLiteral("10.0.0.1"));

        assertThat(NetTranslator.toAddress(TcpAddress.newBuilder().setPort(80).build()))
                .isEmpty();
        for (int port : new int[] {0, 65_536, -1}) {
            assertThat(NetTranslator.toAddress(
                            TcpAddress.newBuilder().setIp(ip).setPort(port).build()))
                    .as("port %s", port)
                    .isEmpty();
        }
    }
}

package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import io.weft.api.net.IPAddress;
import io.weft.api.net.IPNetwork;
import io.weft.api.net.TcpAddress;
import io.weft.core.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorsTest {
    @Test
    void ipv4IsOneBigEndianNumber() {
        TcpAddress message = AddressTranslator.message(socket("10.0.0.1", 80));

        assertThat(message.getIp().getIpv4()).isEqualTo(0x0A000001);
        assertThat(AddressTranslator.message(socket("255.1.2.3", 80)).getIp().getIpv4())
                .isEqualTo(0xFF010203);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "255.255.255.255", "fd00::7", "2001:db8:1:2:3:4:5:6"})
    void addressSurvivesTheWire(String ip) {
        assertThat(AddressTranslator.socket(AddressTranslator.message(socket(ip, 8080))))
                .contains(socket(ip, 8080));
    }

    @Test
    void messageWithoutAddressIsNone() {
        assertThat(AddressTranslator.socket(TcpAddress.newBuilder().setPort(80).build()))
                .isEmpty();
    }

    @Test
    void onlySixteenBitsOfAPortCount() {
        TcpAddress message = TcpAddress.newBuilder()
                .setIp(IPAddress.newBuilder().setIpv4(0x0A000001))
                .setPort(65_536 + 80)
                .build();

        assertThat(AddressTranslator.socket(message)).contains(socket("10.0.0.1", 80));
    }

    @Test
    void networkIsReadAndItsPrefixMustFit() {
        IPNetwork message = IPNetwork.newBuilder()
                .setIp(IPAddress.newBuilder().setIpv4(0x0A000000))
                .setPrefixLen(8)
                .build();

        assertThat(AddressTranslator.network(message))
                .isEqualTo(Network.parse("10.0.0.0/8").orElseThrow());
        assertThatThrownBy(() -> AddressTranslator.network(
                        message.toBuilder().setPrefixLen(33).build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        AddressTranslator.network(message.toBuilder().clearIp().build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, PT0S", "10, 0, PT10S", "0, 30000000, PT0.03S"})
    void durationIsRead(long seconds, int nanos, java.time.Duration expected) {
        assertThat(DurationTranslator.read(duration(seconds, nanos))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "0, 1000000000", "9223372036, 0", "9223372036854775807, 0"})
    void durationThatNoTimerCanHoldIsRefused(long seconds, int nanos) {
        assertThatThrownBy(() -> DurationTranslator.read(duration(seconds, nanos)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Duration duration(long seconds, int nanos) {
        return Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }

    private static InetSocketAddress socket(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }
}

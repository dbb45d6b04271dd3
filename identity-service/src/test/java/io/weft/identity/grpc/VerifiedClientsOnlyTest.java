package io.weft.identity.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedClientsOnlyTest {

    @Test
    void everyAddressOfThisHostIsHere() throws Exception {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            each.inetAddresses()
                    .forEach(address -> assertThat(isFromHere(address))
                            .as(address.toString())
                            .isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "198.51.100.7", "0.0.0.0"})
    void strangersAddressIsNot(String address) {
        assertThat(isFromHere(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void unknownPeerIsNot() {
        assertThat(VerifiedClientsOnly.isFromHere(null)).isFalse();
        assertThat(VerifiedClientsOnly.isFromHere(InetSocketAddress.createUnresolved("localhost", 1)))
                .isFalse();
        assertThat(VerifiedClientsOnly.isFromHere(new SocketAddress() {})).isFalse();
    }

    private static boolean isFromHere(InetAddress address) {
        return VerifiedClientsOnly.isFromHere(new InetSocketAddress(address, 40000));
    }
}

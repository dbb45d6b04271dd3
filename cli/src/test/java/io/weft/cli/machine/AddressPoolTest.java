package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressPoolTest {
    @Test
    void firstAddressFollowsTheGateway() {
        assertThat(AddressPool.next(Set.of(), AddressPool.GATEWAY)).isEqualTo(ip("10.42.0.2"));
    }

    @Test
    void addressGivenBackIsNotGivenAgainAtOnce() {
        assertThat(AddressPool.next(Set.of(), ip("10.42.0.7"))).isEqualTo(ip("10.42.0.8"));
    }

    @Test
    void takenAddressesAreSkipped() {
        assertThat(AddressPool.next(Set.of(ip("10.42.0.8"), ip("10.42.0.9")), ip("10.42.0.7")))
                .isEqualTo(ip("10.42.0.10"));
    }

    @Test
    void neitherTheBroadcastNorTheGatewaysAddressIsGivenAfterTheLast() {
        assertThat(AddressPool.next(Set.of(), ip("10.42.255.254"))).isEqualTo(ip("10.42.0.2"));
    }

    @Test
    void fullNetworkIsAnError() {
        Set<InetAddress> all = new HashSet<>();
        InetAddress last = AddressPool.GATEWAY;
        for (int i = 0; i < 65533; i++) {
            last = AddressPool.next(all, last);
            all.add(last);
        }

        assertThat(all).hasSize(65533).doesNotContain(AddressPool.GATEWAY, ip("10.42.0.0"), ip("10.42.255.255"));
        assertThatThrownBy(() -> AddressPool.next(all, AddressPool.GATEWAY)).hasMessageContaining("taken");
    }

    @Test
    void linksAreCalledAfterTheAddress() {
        assertThat(AddressPool.vethName(ip("10.42.1.7"))).isEqualTo("weft-0107").hasSizeLessThanOrEqualTo(15);
        assertThat(AddressPool.hardwareAddress(ip("10.42.1.7"))).isEqualTo("02:00:0a:2a:01:07");
    }

    @Test
    void toEachAddressBelongsOneOfIpv6() {
        assertThat(AddressPool.ipv6(AddressPool.GATEWAY)).isEqualTo(ip("fd00:42::1"));
        assertThat(AddressPool.ipv6(ip("10.42.1.7"))).isEqualTo(ip("fd00:42::107"));
        assertThat(AddressPool.ipv6(ip("10.42.255.254"))).isEqualTo(ip("fd00:42::fffe"));
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }
}

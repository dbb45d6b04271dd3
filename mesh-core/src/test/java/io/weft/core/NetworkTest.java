package io.weft.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.255.255.255, true",
        "10.0.0.0/8,      11.0.0.0,       false",
        "10.1.2.3/8,      10.9.9.9,       true",
        "192.168.4.0/22,  192.168.7.255,  true",
        "192.168.4.0/22,  192.168.8.0,    false",
        "10.1.0.7,        10.1.0.7,       true",
        "10.1.0.7,        10.1.0.8,       false",
        "0.0.0.0/0,       203.0.113.9,    true",
        "0.0.0.0/0,       ::1,            false",
        "::/0,            10.0.0.1,       false",
        "::/0,            fd00::1,        true",
        "fd00::/9,        fd7f::1,        true",
        "fd00::/9,        fd80::1,        false"
    })
    void addressesOfTheRangeAreInIt(String range, String address, boolean within) {
        assertThat(network(range).contains(InetAddress.ofLiteral(address))).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,  10.1.0.0/16, true",
        "10.0.0.0/8,  10.0.0.0/8,  true",
        "10.1.0.0/16, 10.0.0.0/8,  false",
        "10.0.0.0/8,  11.0.0.0/16, false",
        "::/0,        10.0.0.0/8,  false"
    })
    void rangesWhollyInsideAreContained(String outer, String inner, boolean within) {
        assertThat(network(outer).contains(network(inner))).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "web",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "::/129",
                "10.0.0/8x"
            })
    void whatIsNoRangeIsNotGuessed(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void prefixThatDoesNotFitTheFamilyIsRefused() {
        assertThatThrownBy(() -> new Network(InetAddress.ofLiteral("10.0.0.0"), 33))
                .hasMessage("prefix length 33 does not fit 10.0.0.0");
    }

    /** The same question asked of numbers: an address is in the range if both agree after a shift. */
    @Test
    void membershipIsThatOfTheLeadingBits() throws UnknownHostException {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            int bytes = random.nextBoolean() ? 4 : 16;
            byte[] base = new byte[bytes];
            random.nextBytes(base);
            BigInteger number = new BigInteger(1, base);
            BigInteger other = number.flipBit(random.nextInt(bytes * Byte.SIZE));
            Network range = new Network(InetAddress.getByAddress(base), random.nextInt(bytes * Byte.SIZE + 1));

            assertThat(range.contains(address(other, bytes)))
                    .as("%s contains %s", range, address(other, bytes))
                    .isEqualTo(shifted(number, bytes, range).equals(shifted(other, bytes, range)));
        }
    }

    private static BigInteger shifted(BigInteger address, int bytes, Network range) {
        return address.shiftRight(bytes * Byte.SIZE - range.prefixLength());
    }

    private static InetAddress address(BigInteger number, int bytes) throws UnknownHostException {
        byte[] all = new byte[bytes];
        byte[] signed = number.toByteArray();
        int length = Math.min(bytes, signed.length);
        System.arraycopy(signed, signed.length - length, all, bytes - length, length);
        return InetAddress.getByAddress(all);
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}

package io.weft.benchmarks.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.AddrSet;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.destination.WeightedAddrSet;
import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class HearingTest {
    private final Hearing hearing = new Hearing(2);
    private final Hearing.Ear first = hearing.new Ear();
    private final Hearing.Ear second = hearing.new Ear();

    @Test
    void changeIsHeardOnceTheLastProxyKnowsOfIt() {
        hearing.await(7);
        first.hear(add(7));
        first.hear(add(7));
        assertThat(hearing.heardByAll(7)).isZero();

        second.hear(add(7));
        assertThat(hearing.heardByAll(7)).isNotZero();
    }

    @Test
    void rolloutIsOverOnceEveryProxyKnowsTheNewPodsAndNoOthers() {
        first.hear(add(1, 2));
        second.hear(add(1, 2));
        hearing.await(pods(2, 3));
        first.hear(add(3));
        assertThat(hearing.missing()).isEqualTo(2);

        first.hear(remove(1));
        second.again();
        second.hear(add(2, 3));
        assertThat(hearing.missing()).isZero();
    }

    @Test
    void fewestPodsAreThoseSinceTheyWereLastCountedAnew() {
        first.hear(add(1, 2, 3));
        first.hear(remove(1, 2));
        first.hear(add(1, 2));
        first.countAnew();
        first.again();
        first.hear(add(1, 2));

        assertThat(first.least()).isEqualTo(2);
    }

    @Test
    void addressOfAPodLeadsBackToIt() throws Exception {
        int pod = 70_123;
        byte[] address = InetAddress.getByName(Manifests.address(pod)).getAddress();

        assertThat(Manifests.podAt(ByteBuffer.wrap(address).getInt())).isEqualTo(pod);
    }

    private static BitSet pods(int... numbers) {
        BitSet pods = new BitSet();
        for (int number : numbers) {
            pods.set(number);
        }
        return pods;
    }

    private static Update add(int... pods) {
        WeightedAddrSet.Builder set = WeightedAddrSet.newBuilder();
        for (int pod : pods) {
            set.addAddrs(WeightedAddr.newBuilder().setAddr(address(pod)));
        }
        return Update.newBuilder().setAdd(set).build();
    }

    private static Update remove(int... pods) {
        AddrSet.Builder set = AddrSet.newBuilder();
        for (int pod : pods) {
            set.addAddrs(address(pod));
        }
        return Update.newBuilder().setRemove(set).build();
    }

    private static TcpAddress address(int pod) {
        int ipv4 = (10 << 24) + ((128 + (pod >> 16)) << 16) + (pod & 0xFFFF);
        return TcpAddress.newBuilder()
                .setIp(IPAddress.newBuilder().setIpv4(ipv4))
                .setPort(8080)
                .build();
    }
}

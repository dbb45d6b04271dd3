package io.weft.proxy.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsLookupTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final TestDns dns = TestDns.start();
    private final DnsLookup lookup = lookup("192.0.2.250", "2001:db8::250");

    private DnsLookup lookup(String... own) {
        return new DnsLookup(
                loops.next(),
                ForkJoinPool.commonPool(),
                AddressFamily.of(Stream.of(own).map(InetAddress::ofLiteral).toList()),
                () -> new SingletonDnsServerAddressStreamProvider(dns.address()),
                Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        dns.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void findsEveryAddressAndHowLongTheyHold() throws Exception {
        dns.says("api.example.com", 30, "192.0.2.1", "192.0.2.2");

        assertThat(lookup.lookup("api.example.com").get(20, TimeUnit.SECONDS))
                .isEqualTo(new NameLookup.Answer(
                        List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("192.0.2.2")),
                        Duration.ofSeconds(30)));
        assertThat(dns.asked()).containsExactly("api.example.com");
    }

    @Test
    void aHostWithoutIpv4IsFoundByIpv6() throws Exception {
        dns.says("six.example.com", 30, "2001:db8::1");

        assertThat(lookup.lookup("six.example.com").get(20, TimeUnit.SECONDS).addresses())
                .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
        assertThat(dns.asked()).containsExactly("six.example.com", "six.example.com");
    }

    @Test
    void ofBothFamiliesIpv4IsMeantUnlessTheWorkloadHasNone() throws Exception {
        dns.says("both.example.com", 30, "2001:db8::1", "192.0.2.1");

        assertThat(lookup.lookup("both.example.com").get(20, TimeUnit.SECONDS).addresses())
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(lookup("2001:db8::250")
                        .lookup("both.example.com")
                        .get(20, TimeUnit.SECONDS)
                        .addresses())
                .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
    }

    @Test
    void aNameThatDoesNotExistIsToldFromOneNobodyCouldLookUp() {
        assertThatThrownBy(() -> lookup.lookup("gone.example.com").get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(NoSuchHostException.class);
        dns.fails();
        assertThatThrownBy(() -> lookup.lookup("api.example.com").get(20, TimeUnit.SECONDS))
                .cause()
                .isNotInstanceOf(NoSuchHostException.class);
    }

    @Test
    void theHostsFileGoesFirst() throws Exception {
        assertThat(lookup.lookup("localhost").get(20, TimeUnit.SECONDS).addresses())
                .containsExactly(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(dns.asked()).isEmpty();
    }
}

package io.weft.proxy.names;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.proxy.control.HostsFile;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts file, then DNS as the system's {@code resolv.conf} says: IPv4, and of the name as it is, without search domains.
 * Nothing is opened before the first question.
 *
 * <p>Threading: questions from any thread; files are read on an executor that may block, one at a time; answers belong to the
 * loop given.
 */
public final class DnsLookup implements NameLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LISTED = Duration.ZERO; // a file may change at any time
    private static final int ADDRESS_BYTES = 4;

    private final EventLoop loop;
    private final Executor blocking;
    private final Supplier<DnsServerAddressStreamProvider> servers;
    private final Duration patience;
    private @Nullable DnsNameResolver resolver; // null before the first question; on the blocking executor

    public DnsLookup(EventLoop loop, Executor blocking) {
        this(loop, blocking, DnsServerAddressStreamProviders::platformDefault, PATIENCE);
    }

    /** {@code patience}: with each of {@code servers}. */
    DnsLookup(EventLoop loop, Executor blocking, Supplier<DnsServerAddressStreamProvider> servers, Duration patience) {
        this.loop = loop;
        this.blocking = blocking;
        this.servers = servers;
        this.patience = patience;
    }

    @Override
    public Future<Answer> lookup(String name) {
        Promise<Answer> found = loop.newPromise();
        blocking.execute(() -> {
            try {
                look(name, found);
            } catch (RuntimeException surprise) {
                found.tryFailure(surprise);
            }
        });
        return found;
    }

    private void look(String name, Promise<Answer> found) {
        List<InetAddress> listed = HostsFile.addresses(name).stream()
                .filter(Inet4Address.class::isInstance)
                .toList();
        if (listed.isEmpty()) {
            resolver()
                    .resolveAll(new DefaultDnsQuestion(name + ".", DnsRecordType.A))
                    .addListener((Future<List<DnsRecord>> asked) -> answered(name, asked, found));
        } else {
            found.trySuccess(new Answer(listed, LISTED));
        }
    }

    private DnsNameResolver resolver() {
        if (resolver == null) {
            resolver = new DnsNameResolverBuilder(loop)
                    .datagramChannelFactory(EpollDatagramChannel::new)
                    .socketChannelFactory(EpollSocketChannel::new)
                    .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY)
                    .nameServerProvider(servers.get())
                    .queryTimeoutMillis(patience.toMillis())
                    .hostsFileEntriesResolver((host, types) -> null)
                    .resolveCache(NoopDnsCache.INSTANCE)
                    .cnameCache(NoopDnsCnameCache.INSTANCE)
                    .build();
        }
        return resolver;
    }

    private static void answered(String name, Future<List<DnsRecord>> asked, Promise<Answer> found) {
        if (!asked.isSuccess()) {
            found.tryFailure(isAbsence(asked.cause()) ? new NoSuchHostException(name) : asked.cause());
            return;
        }
        List<InetAddress> addresses = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (DnsRecord record : asked.getNow()) {
            try {
                if (record instanceof DnsRawRecord raw && raw.content().readableBytes() == ADDRESS_BYTES) {
                    addresses.add(address(raw));
                    ttl = Math.min(ttl, record.timeToLive());
                }
            } finally {
                ReferenceCountUtil.release(record);
            }
        }
        if (addresses.isEmpty()) {
            found.tryFailure(new NoSuchHostException(name));
        } else {
            found.trySuccess(new Answer(addresses, Duration.ofSeconds(ttl)));
        }
    }

    private static InetAddress address(DnsRawRecord record) {
        byte[] bytes = new byte[ADDRESS_BYTES];
        record.content().readBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static boolean isAbsence(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof DnsErrorCauseException error
                        && error.getCode().equals(DnsResponseCode.NXDOMAIN));
    }
}

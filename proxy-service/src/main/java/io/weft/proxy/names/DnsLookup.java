package io.weft.proxy.names;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
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
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts file, then DNS as the system's {@code resolv.conf} says, of the name as it is, without search domains: addresses of
 * one family, and of the other where there are none. Nothing is opened before the first question.
 *
 * <p>Threading: questions from any thread; files are read on an executor that may block, one at a time; answers belong to the
 * loop given.
 */
public final class DnsLookup implements NameLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LISTED = Duration.ZERO; // a file may change at any time

    private final EventLoop loop;
    private final Executor blocking;
    private final Supplier<DnsServerAddressStreamProvider> servers;
    private final Duration patience;
    private final List<AddressFamily> families; // in the order of asking
    private @Nullable DnsNameResolver resolver; // null before the first question; on the blocking executor

    /** {@code families}: in the order of asking, at least one. */
    public DnsLookup(EventLoop loop, Executor blocking, List<AddressFamily> families) {
        this(loop, blocking, families, DnsServerAddressStreamProviders::platformDefault, PATIENCE);
    }

    /** {@code patience}: with each of {@code servers}. */
    DnsLookup(
            EventLoop loop,
            Executor blocking,
            List<AddressFamily> families,
            Supplier<DnsServerAddressStreamProvider> servers,
            Duration patience) {
        this.families = List.copyOf(families);
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
        Optional<List<InetAddress>> listed = families.stream()
                .map(family ->
                        HostsFile.addresses(name).stream().filter(family::has).toList())
                .filter(some -> !some.isEmpty())
                .findFirst();
        if (listed.isPresent()) {
            found.trySuccess(new Answer(listed.get(), LISTED));
        } else {
            ask(resolver(), name, families, found);
        }
    }

    private static void ask(
            DnsNameResolver resolver, String name, List<AddressFamily> families, Promise<Answer> found) {
        AddressFamily first = families.getFirst();
        resolver.resolveAll(new DefaultDnsQuestion(name + ".", first.record()))
                .addListener((Future<List<DnsRecord>> asked) -> {
                    Optional<Answer> answer = asked.isSuccess() ? read(asked.getNow(), first) : Optional.empty();
                    boolean unknown = asked.isSuccess() || isAbsence(asked.cause());
                    if (answer.isPresent()) {
                        found.trySuccess(answer.get());
                    } else if (unknown && families.size() > 1) {
                        ask(resolver, name, families.subList(1, families.size()), found);
                    } else {
                        found.tryFailure(unknown ? new NoSuchHostException(name) : asked.cause());
                    }
                });
    }

    private DnsNameResolver resolver() {
        if (resolver == null) {
            resolver = new DnsNameResolverBuilder(loop)
                    .datagramChannelFactory(EpollDatagramChannel::new)
                    .socketChannelFactory(EpollSocketChannel::new)
                    .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                    .nameServerProvider(servers.get())
                    .queryTimeoutMillis(patience.toMillis())
                    .hostsFileEntriesResolver((host, types) -> null)
                    .resolveCache(NoopDnsCache.INSTANCE)
                    .cnameCache(NoopDnsCnameCache.INSTANCE)
                    .build();
        }
        return resolver;
    }

    /** Empty without an address. */
    private static Optional<Answer> read(List<DnsRecord> records, AddressFamily family) {
        List<InetAddress> addresses = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (DnsRecord record : records) {
            try {
                if (record instanceof DnsRawRecord raw && raw.type().equals(family.record())) {
                    family.read(raw.content()).ifPresent(addresses::add);
                    ttl = Math.min(ttl, record.timeToLive());
                }
            } finally {
                ReferenceCountUtil.release(record);
            }
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(new Answer(addresses, Duration.ofSeconds(ttl)));
    }

    /** Whether DNS knows that there is none: no such name, or, which Netty tells without a cause, no such record of it. */
    private static boolean isAbsence(Throwable failure) {
        return (failure instanceof UnknownHostException && failure.getCause() == null)
                || Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .anyMatch(cause -> cause instanceof DnsErrorCauseException error
                                && error.getCode().equals(DnsResponseCode.NXDOMAIN));
    }
}

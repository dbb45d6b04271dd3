package io.weft.proxy.names;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DnsRecordType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A family of addresses, and how DNS has them. */
public enum AddressFamily {
    IPV4(4),
    IPV6(16);

    private final int bytes;

    AddressFamily(int bytes) {
        this.bytes = bytes;
    }

    /** Those that a workload with the addresses {@code own} can reach, the likelier first: IPv4, unless it has IPv6 only. */
    public static List<AddressFamily> of(Collection<InetAddress> own) {
        return !own.isEmpty() && own.stream().allMatch(IPV6::has) ? List.of(IPV6, IPV4) : List.of(IPV4, IPV6);
    }

    DnsRecordType record() {
        return this == IPV4 ? DnsRecordType.A : DnsRecordType.AAAA;
    }

    boolean has(InetAddress address) {
        return address instanceof Inet6Address == (this == IPV6);
    }

    /** Empty if {@code content} is no address of this family. */
    Optional<InetAddress> read(ByteBuf content) {
        if (content.readableBytes() != bytes) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(ByteBufUtil.getBytes(content)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("the length is that of an address", impossible);
        }
    }
}

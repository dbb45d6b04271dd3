package io.weft.cli.machine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;

/**
 * Chooses addresses of 10.42.0.0/16 for workloads, to each of which belongs one of fd00:42::/64. An address given back is used
 * again only after all others: its last owner may still be remembered somewhere.
 *
 * @see "one-machine, Network"
 */
final class AddressPool {
    static final InetAddress GATEWAY = InetAddress.ofLiteral("10.42.0.1");
    static final int PREFIX_LENGTH = 16;
    static final int IPV6_PREFIX_LENGTH = 64;

    private static final int NETWORK = 0x0a2a0000;
    private static final byte[] IPV6_NETWORK =
            InetAddress.ofLiteral("fd00:42::").getAddress();
    private static final int FIRST = 2;
    private static final int LAST = 0xfffe;

    private AddressPool() {}

    /**
     * The first free address after {@code last}, beginning again at the bottom after the top.
     *
     * @param last what was chosen before; the gateway's address if nothing was
     * @throws MachineException if all are taken
     */
    static InetAddress next(Set<InetAddress> taken, InetAddress last) {
        int start = host(last);
        for (int step = 1; step <= LAST; step++) {
            int host = FIRST + Math.floorMod(start - FIRST + step, LAST - FIRST + 1);
            InetAddress candidate = address(host);
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        throw new MachineException("every address of 10.42.0.0/16 is taken: end some workloads first");
    }

    /** The address of IPv6 that belongs to one of IPv4. */
    static InetAddress ipv6(InetAddress address) {
        return address(ByteBuffer.wrap(IPV6_NETWORK.clone())
                .putShort(IPV6_NETWORK.length - Short.BYTES, (short) host(address))
                .array());
    }

    /** The name of the veth end on the bridge: unique, as the address is, and short enough for the kernel. */
    static String vethName(InetAddress address) {
        return "weft-" + HexFormat.of().toHexDigits((short) host(address));
    }

    /** A hardware address that follows from the address, so that neighbours' tables stay right when it is used again. */
    static String hardwareAddress(InetAddress address) {
        return "02:00:" + HexFormat.ofDelimiter(":").formatHex(address.getAddress());
    }

    private static int host(InetAddress address) {
        return ByteBuffer.wrap(address.getAddress()).getInt() & 0xffff;
    }

    private static InetAddress address(int host) {
        return address(ByteBuffer.allocate(Integer.BYTES).putInt(NETWORK | host).array());
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

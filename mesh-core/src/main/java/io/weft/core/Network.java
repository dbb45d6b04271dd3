package io.weft.core;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address range in CIDR form. An IPv4 range never contains an IPv6 address, nor the other way round.
 *
 * @param address the network address; host bits beyond {@code prefixLength} are ignored
 * @param prefixLength 0 to 32, or 0 to 128 for IPv6
 */
public record Network(InetAddress address, int prefixLength) {
    private static final Pattern FORM = Pattern.compile("(?<address>[^/]+)(?:/(?<prefix>[0-9]{1,3}))?");

    /** @throws IllegalArgumentException if the prefix does not fit the address family */
    public Network {
        if (prefixLength < 0 || prefixLength > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " does not fit " + address.getHostAddress());
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a bare address (one host); empty if malformed. Never asks DNS. */
    public static Optional<Network> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(parts.group("address"));
            String prefix = parts.group("prefix");
            int bits = address.getAddress().length * Byte.SIZE;
            return Optional.of(new Network(address, prefix == null ? bits : Integer.parseInt(prefix)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Whether {@code candidate} lies in this range. */
    public boolean contains(InetAddress candidate) {
        byte[] mine = address.getAddress();
        byte[] theirs = candidate.getAddress();
        return mine.length == theirs.length && samePrefix(mine, theirs);
    }

    /** Whether every address of {@code other} lies in this range. */
    public boolean contains(Network other) {
        return other.prefixLength >= prefixLength && contains(other.address);
    }

    private boolean samePrefix(byte[] mine, byte[] theirs) {
        int whole = prefixLength / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefixLength % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}

package io.weft.injection;

import io.weft.core.Network;
import java.net.Inet4Address;

/** A family of addresses: the kernel has redirect rules for each, and a program to set them. */
public enum IpFamily {
    V4,
    V6;

    /** The program for this family that belongs to {@code program}, the one for IPv4, as {@code iptables-nft-save} is. */
    public String program(String program) {
        return this == V4 ? program : program.replace("iptables", "ip6tables");
    }

    boolean has(Network network) {
        return network.address() instanceof Inet4Address == (this == V4);
    }
}

package io.weft.destination.answers;

import java.net.InetAddress;

/** What a question is about: when it changes, every open question about it is answered again. */
public sealed interface Subject
        permits ServiceId, WorkloadId, NetworkId, Subject.Address, Subject.Host, Subject.Splits, Subject.Services {
    /** An IP address, whoever holds it now or later. */
    record Address(InetAddress address) implements Subject {}

    /** A name outside the mesh. */
    record Host(String name) implements Subject {}

    /** How the traffic of all Services is split; what is asked about it is itself. */
    record Splits() implements Subject {}

    /** Which Services there are; what is asked about it is itself. */
    record Services() implements Subject {}
}

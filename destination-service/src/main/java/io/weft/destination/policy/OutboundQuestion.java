package io.weft.destination.policy;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import java.net.InetAddress;

/** A target of outbound traffic. */
public sealed interface OutboundQuestion {
    /** The namespace of the asking workload, whose own routes count for it alone. */
    String client();

    int port();

    /** What a change must touch to change the answer. */
    Subject subject();

    /** An original destination. */
    record ByAddress(InetAddress address, int port, String client) implements OutboundQuestion {
        @Override
        public Subject subject() {
            return new Subject.Address(address);
        }
    }

    /** A service by name. */
    record ByService(ServiceId service, int port, String client) implements OutboundQuestion {
        @Override
        public Subject subject() {
            return service;
        }
    }
}

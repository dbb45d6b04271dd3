package io.weft.destination.profiles;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import java.net.InetAddress;
import java.util.Optional;

/** What a profile is asked for. */
public sealed interface ProfileQuestion {
    /** Of the asking workload, whose own profiles go before the service's; empty if it does not say. */
    Optional<String> client();

    /** What a change must touch to change the answer. */
    Subject subject();

    /** An original destination. */
    record ByAddress(InetAddress address, int port, Optional<String> client) implements ProfileQuestion {
        @Override
        public Subject subject() {
            return new Subject.Address(address);
        }
    }

    /** A name of the form of a service's. */
    record ByService(ServiceId service, int port, Optional<String> client) implements ProfileQuestion {
        @Override
        public Subject subject() {
            return service;
        }
    }

    /** One replica of a service by its host name. */
    record ByInstance(ServiceId service, String instance, int port, Optional<String> client)
            implements ProfileQuestion {
        @Override
        public Subject subject() {
            return service;
        }
    }

    /** A name that is no service's: only a profile of that name has something to say of it. */
    record ByHost(String name, int port, Optional<String> client) implements ProfileQuestion {
        @Override
        public Subject subject() {
            return new Subject.Host(name);
        }
    }
}

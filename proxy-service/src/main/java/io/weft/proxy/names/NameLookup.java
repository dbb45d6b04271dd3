package io.weft.proxy.names;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Looks a name up, once. Never blocks whoever asks. */
@FunctionalInterface
public interface NameLookup {
    /**
     * What was found.
     *
     * @param addresses at least one
     * @param ttl how long it holds; zero: ask again whenever it is needed
     */
    record Answer(List<InetAddress> addresses, Duration ttl) {
        public Answer {
            addresses = List.copyOf(addresses);
        }
    }

    /** Fails with {@link NoSuchHostException} if there is none of that name, and otherwise if nobody could say. */
    Future<Answer> lookup(String name);
}

package io.weft.proxy.balance;

import io.weft.core.Endpoint;

/** Something that sends to one endpoint. Event loop only. */
public interface Candidate {
    Endpoint endpoint();

    /** Whether it can take a request now. */
    boolean ready();

    /** What one more request would cost; lower is better. */
    double load(long now);

    /** The endpoint is gone from discovery: finish what is running. */
    void retire();
}

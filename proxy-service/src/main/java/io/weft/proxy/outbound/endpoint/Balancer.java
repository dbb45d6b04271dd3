package io.weft.proxy.outbound.endpoint;

import io.weft.core.Endpoint;
import java.util.Collection;

/**
 * What chooses among the endpoints of one backend.
 *
 * <p>Threading: one event loop.
 */
public sealed interface Balancer permits HttpBalancer, TcpBalancer {
    /** The endpoints are these, from now on. */
    void update(Collection<Endpoint> endpoints);

    /** There will never be endpoints: everything fails at once. */
    void refuse(String reason);

    /** There are no endpoints now: everything fails at once, for that reason, until there are some. */
    void unreachable(String reason);
}

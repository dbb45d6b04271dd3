package io.weft.proxy.http;

import io.netty.channel.ConnectTimeoutException;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.RootCause;
import java.util.concurrent.TimeoutException;

/** What a client is told when an endpoint cannot be reached. Pure. */
final class DialFailures {
    private DialFailures() {}

    static void answer(Pending request, Throwable cause) {
        request.fail(fault(cause), detail(cause));
    }

    private static ProxyFault fault(Throwable cause) {
        boolean late = cause instanceof ConnectTimeoutException || cause instanceof TimeoutException;
        return late ? ProxyFault.CONNECT_TIMEOUT : ProxyFault.BAD_GATEWAY;
    }

    private static String detail(Throwable cause) {
        return RootCause.of(cause);
    }
}

package io.weft.proxy.telemetry;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** The labels of where something goes: {@code target_addr}, {@code target_ip} and {@code target_port}. Pure. */
public final class TargetLabels {
    private TargetLabels() {}

    /** All three. */
    public static Labels of(InetSocketAddress target) {
        return Labels.of("target_addr", NetUtil.toSocketAddressString(target)).and(ipAndPort(target));
    }

    /** {@code target_ip} and {@code target_port} alone. */
    public static Labels ipAndPort(InetSocketAddress target) {
        return Labels.of(
                "target_ip",
                NetUtil.toAddressString(target.getAddress()),
                "target_port",
                Integer.toString(target.getPort()));
    }
}

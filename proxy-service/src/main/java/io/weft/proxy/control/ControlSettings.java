package io.weft.proxy.control;

import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyConfig.Connect;
import io.weft.proxy.config.ProxyConfig.ControlStreams;

/**
 * How the control plane is dialled and listened to.
 *
 * @param near for services on loopback, whose streams have no limits
 * @param far for all others
 * @param limits of streams to the others
 */
public record ControlSettings(Connect near, Connect far, ControlStreams limits) {
    public static ControlSettings of(ProxyConfig config) {
        return new ControlSettings(config.inbound().connect(), config.outbound().connect(), config.controlStreams());
    }

    Connect connect(ControlPlane service) {
        return service.isLoopback() ? near : far;
    }

    ControlStreams limits(ControlPlane service) {
        return service.isLoopback() ? ControlStreams.UNLIMITED : limits;
    }
}

package io.weft.injection;

/**
 * The ports every sidecar listens on.
 *
 * @see "design, Ports"
 */
public final class ProxyPorts {
    public static final int OUTBOUND = 4140;
    public static final int INBOUND = 4143;
    public static final int TAP = 4190;
    public static final int ADMIN = 4191;

    private ProxyPorts() {}
}

package io.weft.cli.machine;

/** Where each program of the control plane says how it is, without TLS, and what it says it under. */
public final class ManagementPort {
    public static final int NUMBER = 8086;
    public static final String READINESS = "/actuator/health/readiness";
    static final String LIVENESS = "/actuator/health/liveness";
    static final String METRICS = "/actuator/prometheus";

    private ManagementPort() {}
}

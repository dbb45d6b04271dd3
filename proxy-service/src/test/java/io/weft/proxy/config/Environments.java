package io.weft.proxy.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Environments that work. */
public final class Environments {
    /** A self-signed P-256 certificate; nobody has its key any more. */
    static final String ANCHOR = """
            -----BEGIN CERTIFICATE-----
            MIIBoTCCAUegAwIBAgIUTUi+xs6PAvZJ/n5IsaIIlPiUNvgwCgYIKoZIzj0EAwIw
            JTEjMCEGA1UEAwwacm9vdC5saW5rZXJkLmNsdXN0ZXIubG9jYWwwIBcNMjYxMTIz
            MjEzMTM4WhgPMjEyNjEwMzAyMTMxMzhaMCUxIzAhBgNVBAMMGnJvb3QubGlua2Vy
            ZC5jbHVzdGVyLmxvY2FsMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaNMc+ATv
            SH5jpnpkeWN/5tPCahED13SDRPTETFZ0dZ/y98m+mSwAgUEpkwdPNQ0AWqcnCrRM
            rLKvM5Nf8/D2EqNTMFEwHQYDVR0OBBYEFJqFuVZ/8OEpGQc3APdfjMPjnH9zMB8G
            A1UdIwQYMBaAFJqFuVZ/8OEpGQc3APdfjMPjnH9zMA8GA1UdEwEB/wQFMAMBAf8w
            CgYIKoZIzj0EAwIDSAAwRQIhAOErhphnJuuwOPe+wSdb+FPGrv+4ig9wETOx72tr
            qrHjAiBraSnzqQAvu2J9ZH4sABwAeJaz8g5k/msN91+zZE5vOA==
            -----END CERTIFICATE-----
            """;

    private Environments() {}

    /** The least that is needed, everything on loopback. */
    public static Map<String, String> minimal(Path directory) {
        Map<String, String> environment = new HashMap<>();
        set(environment, "DESTINATION_SVC_ADDR", "127.0.0.1:8086");
        set(environment, "POLICY_SVC_ADDR", "[::1]:8090");
        set(environment, "POLICY_WORKLOAD", "{\"ns\":\"default\",\"pod\":\"web\"}\n");
        set(environment, "IDENTITY_DIR", directory.toString());
        set(environment, "IDENTITY_TRUST_ANCHORS", ANCHOR);
        set(environment, "IDENTITY_TOKEN_FILE", token(directory).toString());
        set(environment, "IDENTITY_LOCAL_NAME", "web.default.serviceaccount.identity.linkerd.cluster.local");
        set(environment, "IDENTITY_SVC_ADDR", "localhost.:8080");
        return environment;
    }

    /** {@code suffix}: without the prefix all of them have. */
    public static void set(Map<String, String> environment, String suffix, String value) {
        environment.put(
                suffix.equals("HOSTNAME") || suffix.startsWith("OTEL_") ? suffix : "LINKERD2_PROXY_" + suffix, value);
    }

    /** Fills in what only a running test knows. */
    static String expand(String value, Path directory) {
        return value.equals("ANCHORS") ? ANCHOR + ANCHOR : value.replace("DIR", directory.toString());
    }

    private static Path token(Path directory) {
        try {
            Files.createDirectories(directory.resolve("other"));
            Files.writeString(directory.resolve("other").resolve("token"), "another token");
            Files.writeString(directory.resolve("empty"), "");
            return Files.writeString(directory.resolve("token"), "a token");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

package io.weft.ingress.app;

import io.weft.ingress.edge.EdgeSettings;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of ingress-service.
 *
 * @param httpPort 0: a free one
 * @param httpsPort 0: a free one
 * @param idleTimeout 1 s to 1 h: how long a client's connection is kept without a request
 * @param connectTimeout 100 ms to 1 min: how long connecting to a Service may take
 * @param responseTimeout 1 s to 1 d: how long a Service may take to begin its answer
 * @param connections at least 1: how many are kept to one port of a Service, of each version of HTTP
 * @param accessLog whether each request is logged
 * @param lameDuck up to 1 min: how long requests are still taken after the end was asked for
 * @param drain up to 10 min: how long requests on their way are waited for after that
 */
@ConfigurationProperties("mesh.ingress")
public record IngressProperties(
        @DefaultValue("8080") int httpPort,
        @DefaultValue("8443") int httpsPort,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("60s") Duration responseTimeout,
        @DefaultValue("500") int connections,
        @DefaultValue("false") boolean accessLog,
        @DefaultValue("5s") Duration lameDuck,
        @DefaultValue("20s") Duration drain) {

    /** Refuses what the service cannot run with, by {@link InvalidSettingException}. */
    public IngressProperties {
        Settings.between("mesh.ingress.idle-timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        Settings.between("mesh.ingress.connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        Settings.between("mesh.ingress.response-timeout", responseTimeout, Duration.ofSeconds(1), Duration.ofDays(1));
        Settings.between("mesh.ingress.lame-duck", lameDuck, Duration.ZERO, Duration.ofMinutes(1));
        Settings.between("mesh.ingress.drain", drain, Duration.ZERO, Duration.ofMinutes(10));
        if (connections < 1) {
            throw new InvalidSettingException(
                    "mesh.ingress.connections", String.valueOf(connections), "Give a number above zero: 500.");
        }
    }

    EdgeSettings edge() {
        return new EdgeSettings(
                httpPort, httpsPort, idleTimeout, connectTimeout, responseTimeout, connections, accessLog);
    }
}

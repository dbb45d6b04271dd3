package io.weft.identity.app;

import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.identity.ca.Certifier;
import io.weft.identity.ca.IdentityNaming;
import io.weft.identity.ca.IssuerReload;
import io.weft.identity.files.Bootstrap;
import io.weft.identity.files.DirectoryWatch;
import io.weft.identity.grpc.CertifyCalls;
import io.weft.identity.grpc.CertifyMeter;
import io.weft.identity.grpc.TrustBundleCalls;
import io.weft.identity.token.SignedTokenReviewer;
import io.weft.identity.token.TokenKeys;
import io.weft.service.grpc.WatchStreams;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.MeshProperties;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The authority and what proxies call. Keys are read before any port opens. */
@Configuration(proxyBeanMethods = false)
class AuthorityBeans {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    IssuerReload issuerReload(Clock clock, MeterRegistry registry) {
        return new IssuerReload(clock, new IssuerMeter(registry));
    }

    @Bean
    TokenKeys tokenKeys() {
        return new TokenKeys();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    DirectoryWatch directoryWatch(
            IdentityProperties properties, MeshProperties mesh, IssuerReload issuers, TokenKeys tokens, Clock clock) {
        if (properties.bootstrap()) {
            bootstrap(properties, mesh, clock);
        }
        return new DirectoryWatch(
                properties.files(),
                properties.reloadInterval(),
                material -> {
                    issuers.update(material.anchors(), material.issuerCertificate(), material.issuerKey());
                    tokens.update(material.tokenKey());
                },
                issuers::recheck);
    }

    @Bean
    Certifier certifier(
            IssuerReload issuers, TokenKeys tokens, IdentityProperties properties, MeshProperties mesh, Clock clock) {
        return new Certifier(
                issuers,
                new SignedTokenReviewer(tokens, clock),
                new IdentityNaming(mesh.controlPlaneNamespace(), mesh.trustDomain()),
                properties.terms(),
                clock);
    }

    @Bean
    BindableService identityCalls(Certifier certifier, MeterRegistry registry) {
        return new CertifyCalls(certifier, new CertifyMeter(registry));
    }

    @Bean
    BindableService trustBundleCalls(IssuerReload issuers, WatchStreams streams) {
        return TrustBundleCalls.guarded(issuers.anchors(), streams);
    }

    @Bean
    HealthIndicator issuerHealthIndicator(IssuerReload issuers, TokenKeys tokens) {
        return new IssuerHealth(issuers, tokens);
    }

    private static void bootstrap(IdentityProperties properties, MeshProperties mesh, Clock clock) {
        try {
            new Bootstrap(properties.files(), mesh.controlPlaneNamespace() + "." + mesh.trustDomain(), clock).run();
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "mesh.identity.directory",
                    properties.directory(),
                    "Keys cannot be made there (" + e + "): give a directory that the user of this service may write.");
        }
    }
}

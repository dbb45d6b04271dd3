package io.weft.identity.app;

import io.weft.identity.api.AuthorityApi;
import io.weft.identity.ca.IssuerReload;
import io.weft.identity.ca.RecentIssuances;
import io.weft.identity.ca.ServerLeaves;
import io.weft.identity.serving.OwnCertificate;
import io.weft.service.admin.AdminApi;
import io.weft.service.settings.MeshProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The admin API, and the certificate of its port. */
@Configuration(proxyBeanMethods = false)
class ApiBeans {
    private static final String BUNDLE = "own"; // named by server.ssl.bundle too

    @Bean
    AdminApi adminApi() {
        return AuthorityApi.description();
    }

    @Bean
    AuthorityApi authorityApi(IssuerReload issuers, RecentIssuances issuances) {
        return new AuthorityApi(issuers, issuances);
    }

    @Bean
    ServerLeaves serverLeaves(IssuerReload issuers, IdentityProperties properties, MeshProperties mesh, Clock clock) {
        String service = "linkerd-identity." + mesh.controlPlaneNamespace() + ".svc";
        List<String> names = List.of(service, service + "." + mesh.clusterDomain(), "localhost");
        return new ServerLeaves(issuers, names, properties.clockSkewAllowance(), clock);
    }

    @Bean
    SslBundleRegistrar ownCertificate(ServerLeaves leaves) {
        return registry -> registry.registerBundle(BUNDLE, OwnCertificate.bundle(leaves));
    }
}

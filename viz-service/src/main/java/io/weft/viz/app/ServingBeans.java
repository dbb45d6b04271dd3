package io.weft.viz.app;

import io.weft.service.https.ServingFiles;
import io.weft.viz.aggregated.AnyClient;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The certificate with which the API server is answered. */
@Configuration(proxyBeanMethods = false)
@Profile("https")
class ServingBeans {
    private static final String BUNDLE = "viz"; // named by server.ssl.bundle too

    @Bean
    SslBundleRegistrar servingCertificate(VizProperties settings, ScheduledExecutorService vizTimer) {
        ServingFiles files = ServingFiles.in("mesh.viz.serving", settings.serving());
        return registry -> files.register(new AnyClient(registry), BUNDLE, vizTimer);
    }
}

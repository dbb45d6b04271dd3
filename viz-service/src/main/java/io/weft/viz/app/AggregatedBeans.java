package io.weft.viz.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.service.cluster.AccessReviews;
import io.weft.viz.aggregated.AggregatedApi;
import io.weft.viz.aggregated.Discovery;
import io.weft.viz.aggregated.FrontProxies;
import io.weft.viz.aggregated.FrontProxyGuard;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** What is asked through the API server, which knows who asks; the role says which API it is. */
@Configuration(proxyBeanMethods = false)
@ForRole({Role.TAP, Role.EXTERNAL_METRICS})
@Profile("https")
@Import(Discovery.class)
class AggregatedBeans {
    @Bean
    FrontProxies frontProxies(KubernetesClient client, ScheduledExecutorService vizTimer) {
        return FrontProxies.following(() -> described(client), vizTimer);
    }

    @Bean
    FrontProxyGuard frontProxyGuard(
            FrontProxies proxies, AggregatedApi api, AccessReviews reviews, ApplicationContext context) {
        return new FrontProxyGuard(proxies::current, api, reviews, InstantSource.system(), context);
    }

    private static Map<String, String> described(KubernetesClient client) {
        var map = client.configMaps()
                .inNamespace(FrontProxies.NAMESPACE)
                .withName(FrontProxies.CONFIG_MAP)
                .get();
        return map == null || map.getData() == null ? Map.of() : map.getData();
    }
}

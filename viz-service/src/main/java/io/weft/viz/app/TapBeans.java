package io.weft.viz.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.service.admin.AdminApi;
import io.weft.service.cluster.AccessReviews;
import io.weft.viz.aggregated.Discovery;
import io.weft.viz.aggregated.FrontProxies;
import io.weft.viz.aggregated.FrontProxyGuard;
import io.weft.viz.aggregated.TapRights;
import io.weft.viz.tap.LineTapApi;
import io.weft.viz.tap.TapApi;
import io.weft.viz.tap.Taps;
import io.weft.viz.workload.Workloads;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** Requests as they pass, and who may see them. */
@Configuration(proxyBeanMethods = false)
@ForRole(Role.TAP)
@Import(TapApi.class)
class TapBeans {
    @Bean
    Taps taps(
            Latest<Workloads> workloads,
            VizProperties settings,
            ScheduledExecutorService vizTimer,
            MeterRegistry meters) {
        return new Taps(workloads, settings.tap(), vizTimer, meters);
    }

    /** Asked directly. */
    @Configuration(proxyBeanMethods = false)
    @Profile("!https")
    @Import(LineTapApi.class)
    static class Asked {
        /** Whoever looks at traffic must be somebody we know; the rest of the page is open to who reaches it. */
        @Bean
        AdminApi adminApi() {
            return TapApi.description();
        }
    }

    /** Asked through the API server, which knows who asks. */
    @Configuration(proxyBeanMethods = false)
    @Profile("https")
    @Import(Discovery.class)
    static class Aggregated {
        @Bean
        FrontProxies frontProxies(KubernetesClient client, ScheduledExecutorService vizTimer) {
            return FrontProxies.following(() -> described(client), vizTimer);
        }

        @Bean
        FrontProxyGuard frontProxyGuard(FrontProxies proxies, AccessReviews reviews, ApplicationContext context) {
            return new FrontProxyGuard(proxies::current, new TapRights(reviews), InstantSource.system(), context);
        }

        private static Map<String, String> described(KubernetesClient client) {
            var map = client.configMaps()
                    .inNamespace(FrontProxies.NAMESPACE)
                    .withName(FrontProxies.CONFIG_MAP)
                    .get();
            return map == null || map.getData() == null ? Map.of() : map.getData();
        }
    }
}

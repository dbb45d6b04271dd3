package io.weft.viz.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.service.admin.AdminApi;
import io.weft.viz.aggregated.AggregatedApi;
import io.weft.viz.aggregated.TapGroup;
import io.weft.viz.services.KnownServices;
import io.weft.viz.tap.LineTapApi;
import io.weft.viz.tap.TapApi;
import io.weft.viz.tap.Taps;
import io.weft.viz.workload.Workloads;
import java.util.concurrent.ScheduledExecutorService;
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
            Latest<KnownServices> services,
            VizProperties settings,
            ScheduledExecutorService vizTimer,
            MeterRegistry meters) {
        return new Taps(workloads, services, settings.tap(), vizTimer, meters);
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

    /** Asked through the API server. */
    @Configuration(proxyBeanMethods = false)
    @Profile("https")
    static class Aggregated {
        @Bean
        AggregatedApi tapGroup() {
            return TapGroup.api();
        }
    }
}

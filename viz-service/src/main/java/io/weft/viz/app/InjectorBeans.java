package io.weft.viz.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.injection.TraceCollector;
import io.weft.service.admission.AdmissionEndpoint;
import io.weft.service.cluster.Questions;
import io.weft.service.settings.MeshProperties;
import io.weft.viz.sidecar.TapInjection;
import io.weft.viz.sidecar.TraceInjection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What tells the sidecars of new pods something. */
@Configuration(proxyBeanMethods = false)
class InjectorBeans {
    /** Whom to show their traffic. */
    @Configuration(proxyBeanMethods = false)
    @ForRole(Role.TAP_INJECTOR)
    static class OfTap {
        @Bean
        AdmissionEndpoint admissionEndpoint(JsonMapper mapper, KubernetesClient client, VizProperties settings) {
            return new AdmissionEndpoint(mapper, new TapInjection(annotations(client), settings.tapServiceName()));
        }
    }

    /** Where to send spans. */
    @Configuration(proxyBeanMethods = false)
    @ForRole(Role.JAEGER_INJECTOR)
    static class OfTraces {
        @Bean
        AdmissionEndpoint admissionEndpoint(
                JsonMapper mapper, KubernetesClient client, VizProperties settings, MeshProperties mesh) {
            VizProperties.TraceInjection told = settings.traceInjection();
            String identities = "serviceaccount.identity." + mesh.controlPlaneNamespace() + "." + mesh.trustDomain();
            return new AdmissionEndpoint(
                    mapper,
                    new TraceInjection(
                            annotations(client),
                            new TraceCollector(told.collector(), told.account(), told.namespace()),
                            new TraceInjection.Settings(identities, told.serviceName(), told.rootRatio())));
        }
    }

    /** Asked for with each pod: that takes less, and fewer rights, than to watch all namespaces. */
    private static Function<String, Map<String, String>> annotations(KubernetesClient client) {
        KubernetesClient impatient = Questions.impatient(client);
        return namespace -> Optional.ofNullable(
                        impatient.namespaces().withName(namespace).get())
                .map(each -> each.getMetadata().getAnnotations())
                .orElse(Map.of());
    }
}

package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceReader;
import io.weft.testkit.golden.Golden;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PodManifestTest {
    private static final Program SLEEP = new Program.Host(List.of("sleep", "60"), User.ROOT, List.of(), false);
    private static final WorkloadSpec WEB = WorkloadSpec.of("shop", "web", "web", List.of(8080), SLEEP);

    @Test
    void meshedPodIsWrittenAsTheDesignShowsIt() {
        Golden.check(
                getClass(),
                "pod-meshed.yaml",
                manifest(WEB.withReadiness(new HttpProbe("/healthz", 8080)))
                        .withReady(true)
                        .text());
    }

    @Test
    void uninjectedPodLacksLabelsAndProxy() {
        Golden.check(
                getClass(), "pod-plain.yaml", manifest(WEB.withInjected(false)).text());
    }

    @Test
    void labelsAndAnnotationsOfTheCallerAreKept() {
        PodManifest manifest = manifest(WEB.withLabels(new LinkedHashMap<>(Map.of("app", "shop-web", "version", "1.0")))
                .withAnnotations(new LinkedHashMap<>(Map.of("config.linkerd.io/opaque-ports", "8080"))));
        Pod pod = read(manifest);

        assertThat(pod.metadata().labels()).containsEntry("app", "shop-web").containsEntry("version", "1.0");
        assertThat(pod.metadata().annotations())
                .containsEntry("config.linkerd.io/opaque-ports", "8080")
                .containsEntry("weft.io/pid", "4711")
                .containsEntry("weft.io/start-time", "123456789");
    }

    @Test
    void feedReadsWhatIsWritten() {
        Pod pod = read(manifest(WEB).withReady(true));

        assertThat(pod.ready()).isTrue();
        assertThat(pod.serviceAccountName()).isEqualTo("web");
        assertThat(pod.podIps()).containsExactly("10.42.0.7");
        assertThat(pod.metadata().owner())
                .hasValueSatisfying(
                        owner -> assertThat(owner.kind() + "/" + owner.name()).isEqualTo("Deployment/web"));
    }

    @Test
    void aPodWithIpv6SaysBothAddressesAndListensOnAll() {
        PodManifest one = manifest(WEB);
        PodManifest dual = new PodManifest(
                one.spec(),
                one.pod(),
                one.controlPlaneNamespace(),
                one.runner(),
                one.nodeName(),
                List.of(
                        one.addresses().getFirst(),
                        AddressPool.ipv6(one.addresses().getFirst())),
                false);

        assertThat(dual.text())
                .contains("value: \"[::]:4143\"", "ip: fd00:42:0:0:0:0:0:7")
                .doesNotContain("0.0.0.0");
    }

    @Test
    void serviceOfARunHasAPortPerPort() {
        Golden.check(
                getClass(),
                "service.yaml",
                Manifests.text(List.of(ServiceManifest.of(new PodName("shop", "web"), "web", List.of(8080, 9090))
                        .document())));
    }

    private static Pod read(PodManifest manifest) {
        Reading reading = new ResourceReader().read(YAMLMapper.shared().readTree(manifest.text()));
        assertThat(reading).isInstanceOf(Reading.Known.class);
        return (Pod) ((Reading.Known) reading).resource();
    }

    private static PodManifest manifest(WorkloadSpec spec) {
        return new PodManifest(
                spec,
                new PodName("shop", "web-k3x9p"),
                "linkerd",
                new ProcessId(4711, 123456789, "boot"),
                "the-host",
                List.of(InetAddress.ofLiteral("10.42.0.7")),
                false);
    }
}

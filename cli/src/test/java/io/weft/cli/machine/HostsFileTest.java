package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.folder.ClusterIps;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsFileTest {
    private static final String SELF = "10.42.0.9 shell-xxxxx the-host\n";
    private static final MeshNames.View NAMES = new MeshNames.View(
            List.of(
                    service("shop", "web", false, false),
                    service("shop", "db", true, false),
                    service("linkerd", "identity-headless", true, true),
                    service("other", "new", false, false)),
            List.of(
                    slice("shop", "web", "10.42.0.5", true),
                    slice("shop", "db", "10.42.0.6", true),
                    slice("shop", "db", "10.42.0.7", false),
                    slice("linkerd", "identity-headless", "10.42.0.2", false)),
            new ClusterIps(Map.of(new ResourceId(ResourceKind.SERVICE, "shop", "web"), "10.96.0.5")));

    @Test
    void meshedWorkloadSeesClusterAddressesAndPodsBehindHeadlessServices() {
        assertThat(render("shop", true)).endsWith(SELF + """
                        10.42.0.2 identity-headless.linkerd.svc.cluster.local identity-headless.linkerd.svc identity-headless.linkerd
                        10.42.0.6 db.shop.svc.cluster.local db.shop.svc db.shop db
                        10.96.0.5 web.shop.svc.cluster.local web.shop.svc web.shop web
                        """);
    }

    @Test
    void uninjectedWorkloadSeesPodsOnly() {
        assertThat(render("shop", false))
                .contains("10.42.0.5 web.shop.svc.cluster.local")
                .doesNotContain("10.96.0.5");
    }

    @Test
    void bareNamesAreForTheOwnNamespaceOnly() {
        assertThat(render("other", true)).contains("web.shop\n").doesNotContain("web.shop web");
    }

    @Test
    void podThatIsNotReadyHasNoNameUnlessTheServicePublishesIt() {
        assertThat(render("shop", true)).doesNotContain("10.42.0.7").contains("10.42.0.2");
    }

    @Test
    void serviceWithoutAnAddressYetHasNoName() {
        assertThat(render("other", true)).doesNotContain("new");
    }

    @Test
    void localhostIsAlwaysThere() {
        assertThat(render("shop", true)).startsWith("127.0.0.1 localhost\n::1 localhost");
    }

    private static String render(String namespace, boolean injected) {
        return HostsFile.render(NAMES, "cluster.local", namespace, injected, SELF);
    }

    private static Service service(String namespace, String name, boolean headless, boolean publishNotReady) {
        return new Service(
                Metadata.of(namespace, name),
                Service.Type.CLUSTER_IP,
                List.of(),
                headless,
                Map.of("app", name),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                publishNotReady);
    }

    private static EndpointSlice slice(String namespace, String service, String address, boolean ready) {
        return new EndpointSlice(
                Metadata.of(namespace, service + "-" + address),
                Optional.of(service),
                EndpointSlice.AddressType.IPV4,
                List.of(new EndpointSlice.Endpoint(
                        List.of(address),
                        Optional.of(ready),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())),
                List.of());
    }
}

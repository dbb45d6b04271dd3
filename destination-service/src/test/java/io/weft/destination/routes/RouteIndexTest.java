package io.weft.destination.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.reasons.Reasons;
import io.weft.kubernetes.resource.Gateway;
import io.weft.kubernetes.resource.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** brief-vs-linkerd, 5.13: what a parent without a kind means. */
class RouteIndexTest {
    private static final ServiceId WEB = new ServiceId("shop", "web");

    @ParameterizedTest(name = "group {0}, fallback {1}, a Gateway of that name {2}: attached {3}")
    @CsvSource({
        "gateway.networking.k8s.io/v1, true, false, true",
        "gateway.networking.k8s.io/v1, true, true, false",
        "gateway.networking.k8s.io/v1, false, false, false",
        "policy.linkerd.io/v1beta3, true, false, false",
    })
    void aParentWithoutAKindIsAServiceOnlyWhereNoGatewayIsMeant(
            String apiVersion, boolean fallback, boolean gateway, boolean attached) {
        RouteIndex index = new RouteIndex(fallback);
        if (gateway) {
            index.put((Gateway) Manifests.read("""
                            apiVersion: gateway.networking.k8s.io/v1
                            kind: Gateway
                            metadata: {namespace: shop, name: web}
                            """).getFirst());
        }
        index.put((Route) Manifests.read("""
                        apiVersion: %s
                        kind: HTTPRoute
                        metadata: {namespace: shop, name: r}
                        spec: {parentRefs: [{name: web}]}
                        """.formatted(apiVersion)).getFirst());

        assertThat(index.attachedTo(WEB, Reasons.NONE)).hasSize(attached ? 1 : 0);
    }
}

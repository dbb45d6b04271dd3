package io.weft.ingress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.weft.ingress.manifests.Manifests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    private static final Targets TARGETS = Targets.of(Manifests.all(Service.class, """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec:
              clusterIP: 10.96.0.1
              ports:
              - {name: http, port: 80, targetPort: 8080}
              - {name: rpc, port: 81, appProtocol: kubernetes.io/h2c}
              - {name: dns, port: 53, protocol: UDP}
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: headless}
            spec: {clusterIP: None, ports: [{name: http, port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: elsewhere}
            spec: {type: ExternalName, externalName: example.com}
            """));

    @ParameterizedTest(name = "{0} {1}:{2} is {3}")
    @CsvSource({
        "shop, web, 80, 10.96.0.1:80",
        "shop, web, http, 10.96.0.1:80",
        "shop, web, 81, 10.96.0.1:81 h2c",
        "shop, web, rpc, 10.96.0.1:81 h2c",
        "shop, web, 8080, nothing",
        "shop, web, dns, nothing",
        "other, web, 80, nothing",
        "shop, headless, 80, nothing",
        "shop, elsewhere, 80, nothing",
    })
    void portIsFoundByNumberAndName(String namespace, String service, String port, String expected) {
        PortRef ref = port.matches("[0-9]+") ? new PortRef.Numbered(Integer.parseInt(port)) : new PortRef.Named(port);

        assertThat(TARGETS.find(new BackendRef(namespace, service, ref))).isEqualTo(target(expected));
    }

    private static Optional<Target> target(String text) {
        if (text.equals("nothing")) {
            return Optional.empty();
        }
        String[] parts = text.split("[: ]", -1);
        return Optional.of(new Target(
                new InetSocketAddress(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1])), parts.length > 2));
    }
}

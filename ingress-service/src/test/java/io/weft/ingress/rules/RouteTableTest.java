package io.weft.ingress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.weft.ingress.headers.HeaderField;
import io.weft.ingress.manifests.Manifests;
import io.weft.ingress.rules.IngressReading.Certified;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private static final RouteTable ROUTES = read("""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {namespace: shop, name: shop}
            spec:
              defaultBackend: {service: {name: otherwise, port: {name: web}}}
              rules:
              - host: app.example.com
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: root, port: {number: 80}}}}
                  - {path: /cart, pathType: Exact, backend: {service: {name: cart-itself, port: {number: 80}}}}
                  - {path: /cart, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}
                  - {path: /cart/pay/, pathType: Prefix, backend: {service: {name: pay, port: {number: 80}}}}
                  - {path: /old, pathType: ImplementationSpecific, backend: {service: {name: old, port: {number: 80}}}}
              - host: "*.example.com"
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: any-app, port: {number: 80}}}}
              - host: few.example.com
                http:
                  paths:
                  - {path: /only, pathType: Prefix, backend: {service: {name: few, port: {number: 80}}}}
              - host: WHOLE.example.org
              - http:
                  paths:
                  - {path: /any-host, pathType: Prefix, backend: {service: {name: any-host, port: {number: 80}}}}
            """).routes();

    @ParameterizedTest(name = "{0}{1} goes to {2}")
    @CsvSource({
        "app.example.com, /, root",
        "app.example.com, /x, root",
        "app.example.com, /cart, cart-itself",
        "app.example.com, /cart/, cart",
        "app.example.com, /cart/1, cart",
        "app.example.com, /cartoon, root",
        "app.example.com, /cart/pay, pay",
        "app.example.com, /cart/pay/now, pay",
        "app.example.com, /cart/payments, cart",
        "app.example.com, /old/x, old",
        "b.example.com, /cart, any-app",
        "b.c.example.com, /, otherwise",
        "example.com, /, otherwise",
        "few.example.com, /only/1, few",
        "few.example.com, /else, any-app",
        "whole.example.org, /x, otherwise",
        "else.example.org, /any-host/1, any-host",
        "else.example.org, /, otherwise",
        "'', /any-host, any-host",
    })
    void closestHostThenExactPathThenLongestPrefix(String host, String path, String service) {
        assertThat(ROUTES.find(host, path))
                .map(route -> route.backend().service())
                .contains(service);
    }

    @Test
    void withoutARuleAndADefaultNothingIsFound() {
        RouteTable routes = read("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: shop, name: shop}
                spec:
                  rules:
                  - host: app.example.com
                    http:
                      paths:
                      - {path: /a, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}
                """).routes();

        assertThat(List.of(
                        routes.find("app.example.com", "/b"),
                        routes.find("other.example.com", "/a"),
                        RouteTable.empty().find("app.example.com", "/a")))
                .allMatch(java.util.Optional::isEmpty);
    }

    @Test
    void ingressOfTheBriefIsRead() {
        IngressReading.Result result = read("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: my-app
                  namespace: my-app
                  uid: u-1
                  annotations:
                    ingress.kubernetes.io/customHeaders: "X-Forwarded-Proto: https"
                spec:
                  ingressClassName: linkerd-http
                  rules:
                  - host: app.example.com
                    http:
                      paths:
                      - path: /
                        pathType: Prefix
                        backend:
                          service:
                            name: my-app
                            port:
                              number: 80
                  tls:
                  - hosts:
                    - app.example.com
                    secretName: my-app-cert
                """);

        IngressId id = new IngressId("my-app", "my-app", "u-1");
        assertThat(result.routes().find("app.example.com", "/"))
                .contains(new Route(
                        id,
                        new BackendRef("my-app", "my-app", new PortRef.Numbered(80)),
                        List.of(new HeaderField("X-Forwarded-Proto", "https"))));
        assertThat(result.certificates())
                .isEqualTo(Map.of("app.example.com", new Certified(new SecretRef("my-app", "my-app-cert"), id)));
        assertThat(result.faults()).isEmpty();
    }

    @Test
    void whatTwoWantTheOlderHasAndTheYoungerIsTold() {
        String ingress = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: NS, name: web}
                spec:
                  rules:
                  - host: app.example.com
                    http:
                      paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                  tls: [{secretName: cert}]
                """;

        IngressReading.Result result =
                read(ingress.replace("NS", "older") + "---\n" + ingress.replace("NS", "younger"));

        assertThat(result.routes().find("app.example.com", "/"))
                .map(route -> route.ingress().namespace())
                .contains("older");
        assertThat(result.certificates().values())
                .extracting(Certified::secret)
                .containsExactly(new SecretRef("older", "cert"));
        assertThat(result.faults())
                .containsExactly(new Fault(
                        new IngressId("younger", "web", ""),
                        "path \"\" of host \"app.example.com\" belongs to Ingress older/web, which is older"));
    }

    @Test
    void whatCannotBeFollowedIsToldAndTheRestStands() {
        IngressReading.Result result = read("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  namespace: shop
                  name: shop
                  annotations: {ingress.kubernetes.io/customHeaders: "Connection: close||X-Good: 1"}
                spec:
                  defaultBackend: {resource: {apiGroup: k8s.example.com, kind: Bucket, name: files}}
                  rules:
                  - host: "bad_host!"
                    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]}
                  - host: app.example.com
                    http:
                      paths:
                      - {path: /a, pathType: Prefix, backend: {service: {name: a}}}
                      - {path: /b, pathType: Prefix, backend: {service: {name: b, port: {name: web}}}}
                """);

        assertThat(result.faults())
                .extracting(Fault::message)
                .containsExactly(
                        "ingress.kubernetes.io/customHeaders: \"Connection\" is no name of a header that may be set",
                        "a backend is no Service",
                        "\"bad_host!\" is no host",
                        "backend a names no port");
        assertThat(result.routes().find("app.example.com", "/b"))
                .contains(new Route(
                        new IngressId("shop", "shop", ""),
                        new BackendRef("shop", "b", new PortRef.Named("web")),
                        List.of(new HeaderField("X-Good", "1"))));
    }

    private static IngressReading.Result read(String yaml) {
        return IngressReading.read(Manifests.all(Ingress.class, yaml));
    }
}

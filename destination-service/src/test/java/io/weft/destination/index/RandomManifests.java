package io.weft.destination.index;

import io.weft.destination.cluster.Manifests;
import io.weft.kubernetes.resource.Resource;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Objects of every kind, with few names and much to disagree about. Not safe for several threads. */
final class RandomManifests {
    static final List<String> NAMESPACES = List.of("shop", "bank");
    static final List<String> SERVICES = List.of("web", "db", "split");
    static final List<String> PODS = List.of("p-1", "p-2", "p-3", "p-4");

    private final Random random;
    private final List<Supplier<String>> kinds = List.of(
            this::pod,
            this::pod,
            this::service,
            this::service,
            this::slice,
            this::slice,
            this::node,
            this::machine,
            this::server,
            this::server,
            this::authorizationPolicy,
            this::serverAuthorization,
            this::meshTls,
            this::network,
            this::rateLimit,
            this::httpRoute,
            this::grpcRoute,
            this::gateway,
            this::profile,
            this::split);

    RandomManifests(Random random) {
        this.random = random;
    }

    Resource next() {
        return Manifests.read(kinds.get(random.nextInt(kinds.size())).get()).getFirst();
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private String one(String... some) {
        return some[random.nextInt(some.length)];
    }

    private String metadata(List<String> names, String more) {
        return "metadata: {name: %s, namespace: %s, creationTimestamp: '2026-01-0%dT00:00:00Z'%s}"
                .formatted(pick(names), pick(NAMESPACES), 1 + random.nextInt(3), more);
    }

    private String app() {
        return ", labels: {app: %s}".formatted(pick(SERVICES));
    }

    private static String address(String pod) {
        return "10.42.0." + pod.charAt(2);
    }

    private String pod() {
        String name = pick(PODS);
        String labels = one("", ", linkerd.io/control-plane-ns: linkerd", ", linkerd.io/control-plane-ns: other");
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: %s, labels: {app: %s%s}, annotations: {%s}}
                spec:
                  nodeName: %s
                  containers:
                  - {name: app, ports: [{name: http, containerPort: 8080}], livenessProbe: {httpGet: {path: /live, port: http}}}
                  - {name: linkerd-proxy, env: [{name: LINKERD2_PROXY_INBOUND_LISTEN_ADDR, value: "0.0.0.0:4143"}]}
                status: {phase: %s, podIP: %s, hostIP: 192.168.0.1, conditions: [{type: Ready, status: "%s"}]}
                """.formatted(
                name,
                pick(NAMESPACES),
                pick(SERVICES),
                labels,
                one("", "config.linkerd.io/opaque-ports: '8080'", "config.linkerd.io/default-inbound-policy: deny"),
                one("n1", "n2"),
                one("Running", "Running", "Pending", "Succeeded"),
                address(name),
                one("True", "False"));
    }

    private String machine() {
        return """
                apiVersion: workload.linkerd.io/v1beta1
                kind: ExternalWorkload
                %s
                spec:
                  meshTLS: {identity: "spiffe://root.linkerd.cluster.local/vm", serverName: vm.cluster.local}
                  ports: [{name: http, port: 8080}]
                  workloadIPs: [{ip: 10.43.0.%d}]
                """.formatted(metadata(PODS, app()), 1 + random.nextInt(2));
    }

    private String service() {
        String shape = one(
                "clusterIP: 10.96.0.1",
                "clusterIP: 10.96.0.2",
                "clusterIP: 10.96.0.3",
                "clusterIP: None",
                "type: ExternalName, externalName: example.org");
        return """
                apiVersion: v1
                kind: Service
                %s
                spec: {%s, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]%s}
                """.formatted(
                        metadata(SERVICES, one("", ", annotations: {config.linkerd.io/opaque-ports: '80'}")),
                        shape,
                        one("", ", internalTrafficPolicy: Local"));
    }

    private String slice() {
        String service = pick(SERVICES);
        StringBuilder endpoints = new StringBuilder();
        for (String pod : PODS) {
            if (random.nextBoolean()) {
                endpoints.append("{addresses: [%s], conditions: {ready: %s}, targetRef: {kind: Pod, name: %s}%s}, "
                        .formatted(address(pod), random.nextInt(4) > 0, pod, one("", ", hostname: " + pod)));
            }
        }
        return """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %s, namespace: %s, labels: {kubernetes.io/service-name: %s}}
                addressType: IPv4
                endpoints: [%s]
                ports: [{name: http, port: 8080}]
                """.formatted(one("s-1", "s-2", "s-3"), pick(NAMESPACES), service, endpoints);
    }

    private String node() {
        return "{apiVersion: v1, kind: Node, metadata: {name: %s, labels: {topology.kubernetes.io/zone: %s}}}"
                .formatted(one("n1", "n2"), one("east", "west"));
    }

    private String server() {
        return """
                apiVersion: policy.linkerd.io/v1beta3
                kind: Server
                %s
                spec: {%s: {matchLabels: {app: %s}}, port: %s, proxyProtocol: %s, accessPolicy: %s}
                """.formatted(
                        metadata(List.of("a", "b", "c"), ""),
                        one("podSelector", "podSelector", "externalWorkloadSelector"),
                        pick(SERVICES),
                        one("8080", "http"),
                        one("opaque", "HTTP/1", "gRPC", "unknown"),
                        one("deny", "audit", "all-authenticated"));
    }

    private String authorizationPolicy() {
        String namespace = pick(NAMESPACES);
        String target = one(
                "group: policy.linkerd.io, kind: Server, name: a",
                "group: policy.linkerd.io, kind: Server, name: b",
                "group: policy.linkerd.io, kind: HTTPRoute, name: r-1",
                "group: core, kind: Namespace, name: " + namespace);
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {name: %s, namespace: %s}
                spec:
                  targetRef: {%s}
                  requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: %s, name: %s}]
                """.formatted(
                one("a", "b"), namespace, target, one("MeshTLSAuthentication", "NetworkAuthentication"), one("a", "b"));
    }

    private String serverAuthorization() {
        return """
                apiVersion: policy.linkerd.io/v1beta1
                kind: ServerAuthorization
                %s
                spec: {server: {name: %s}, client: {%s}}
                """.formatted(
                        metadata(List.of("a", "b"), ""),
                        one("a", "b"),
                        one("unauthenticated: true", "meshTLS: {identities: ['*']}"));
    }

    private String meshTls() {
        return "{apiVersion: policy.linkerd.io/v1alpha1, kind: MeshTLSAuthentication, %s, spec: {identities: ['%s']}}"
                .formatted(
                        metadata(List.of("a", "b"), ""),
                        one("*", "web.shop.serviceaccount.identity.linkerd.cluster.local"));
    }

    private String network() {
        return "{apiVersion: policy.linkerd.io/v1alpha1, kind: NetworkAuthentication, %s, spec: {networks: [{cidr: %s}]}}"
                .formatted(metadata(List.of("a", "b"), ""), one("10.0.0.0/8", "0.0.0.0/0"));
    }

    private String rateLimit() {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: HTTPLocalRateLimitPolicy
                %s
                spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: %s}, total: {requestsPerSecond: %d}}
                """.formatted(metadata(List.of("a", "b"), ""), one("a", "b"), 1 + random.nextInt(9));
    }

    private String httpRoute() {
        String parent = one(
                "group: core, kind: Service, name: web",
                "group: core, kind: Service, name: db, namespace: shop",
                "group: policy.linkerd.io, kind: Server, name: a");
        return """
                apiVersion: policy.linkerd.io/v1beta3
                kind: HTTPRoute
                %s
                spec: {parentRefs: [{%s}], rules: [{matches: [{path: {value: %s}}]}]}
                """.formatted(metadata(List.of("r-1", "r-2"), ""), parent, one("/", "/a", "/b"));
    }

    private String grpcRoute() {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: GRPCRoute
                %s
                spec: {parentRefs: [{%s}], rules: [{backendRefs: [{name: %s, port: 80, weight: %d}]}]}
                """.formatted(
                        metadata(List.of("r-1", "r-2"), ""),
                        one("group: core, kind: Service, name: web", "name: db"),
                        pick(SERVICES),
                        random.nextInt(3));
    }

    private String gateway() {
        return "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, %s}".formatted(metadata(List.of("db"), ""));
    }

    private String profile() {
        return """
                apiVersion: linkerd.io/v1alpha2
                kind: ServiceProfile
                metadata: {name: %s.%s.svc.cluster.local, namespace: %s}
                spec: {routes: [{name: %s, condition: {pathRegex: /a}}]}
                """.formatted(pick(SERVICES), pick(NAMESPACES), pick(NAMESPACES), one("x", "y"));
    }

    private String split() {
        return """
                apiVersion: split.smi-spec.io/v1alpha2
                kind: TrafficSplit
                %s
                spec: {service: split, backends: [{service: web, weight: %d}, {service: db, weight: 1}]}
                """.formatted(metadata(List.of("t-1", "t-2"), ""), random.nextInt(3));
    }
}

package io.weft.kubernetes.feed;

/** Documents the tests put into folders; each ends with a newline. */
public final class Manifests {
    private Manifests() {}

    public static String server(String namespace, String name) {
        return server(namespace, name, "deny");
    }

    public static String server(String namespace, String name, String accessPolicy) {
        return """
                apiVersion: policy.linkerd.io/v1beta3
                kind: Server
                metadata:
                  namespace: %s
                  name: %s
                spec:
                  podSelector: {}
                  port: 80
                  accessPolicy: %s
                """.formatted(namespace, name, accessPolicy);
    }

    /** A Server whose port is 0: parses, and is refused. */
    public static String refusedServer(String namespace, String name) {
        return server(namespace, name).replace("port: 80", "port: 0");
    }

    /** A Server that does not parse. */
    public static String brokenServer(String namespace, String name) {
        return server(namespace, name).replace("podSelector: {}", "podSelector: {");
    }

    public static String policy(String namespace, String name) {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {namespace: %s, name: %s}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  requiredAuthenticationRefs: []
                """.formatted(namespace, name);
    }

    public static String split(String namespace, String name, int first, int second) {
        return """
                apiVersion: split.smi-spec.io/v1alpha2
                kind: TrafficSplit
                metadata: {namespace: %s, name: %s}
                spec:
                  service: web
                  backends: [{service: web-1, weight: %d}, {service: web-2, weight: %d}]
                """.formatted(namespace, name, first, second);
    }

    public static String route(String apiVersion, String kind, String namespace, String name) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {namespace: %s, name: %s}
                spec:
                  parentRefs: [{group: core, kind: Service, name: web}]
                  rules: [{backendRefs: [{name: web-2, port: 80}]}]
                """.formatted(apiVersion, kind, namespace, name);
    }

    public static String egressNetwork(String namespace, String name, String trafficPolicy) {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: EgressNetwork
                metadata: {namespace: %s, name: %s}
                spec: {trafficPolicy: %s}
                """.formatted(namespace, name, trafficPolicy);
    }

    public static String service(String namespace, String name, String spec) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {namespace: %s, name: %s}
                spec: {%s}
                """.formatted(namespace, name, spec);
    }

    public static String pod(String namespace, String name, String app, String address, boolean ready) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: %s, name: %s, labels: {app: %s}}
                spec:
                  nodeName: host
                  containers: [{name: app, image: "app:1", ports: [{name: http, containerPort: 8080}]}]
                status:
                  phase: Running
                  podIP: %s
                  conditions: [{type: Ready, status: "%s"}]
                """.formatted(namespace, name, app, address, ready ? "True" : "False");
    }

    public static String node(String name, String zone) {
        return """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {topology.kubernetes.io/zone: %s}}
                """.formatted(name, zone);
    }

    public static String join(String... documents) {
        return String.join("---\n", documents);
    }
}

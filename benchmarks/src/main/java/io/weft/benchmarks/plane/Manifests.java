package io.weft.benchmarks.plane;

import java.util.List;
import java.util.stream.Collectors;

/** Objects as an API server would show them, trimmed of what nobody reads. Pure. */
final class Manifests {
    private static final String APPLICATION = "app.kubernetes.io/name";

    private Manifests() {}

    /** The address of a pod says its number. */
    static String address(int pod) {
        return "10." + (128 + (pod >> 16)) + "." + ((pod >> 8) & 255) + "." + (pod & 255);
    }

    /** The number of the pod at an address. */
    static int podAt(int ipv4) {
        return ((((ipv4 >>> 16) & 255) - 128) << 16) + (ipv4 & 0xFFFF);
    }

    static String podName(int pod) {
        return "pod-7d9f8c6b5-" + pod;
    }

    static String node(String name, String zone) {
        return """
                {"apiVersion":"v1","kind":"Node",%s}""".formatted(metadata("", name, "\"topology.kubernetes.io/zone\":\"" + zone + "\"", ""));
    }

    static String service(String name, int number) {
        return """
                {"apiVersion":"v1","kind":"Service",%s,"spec":{"type":"ClusterIP","clusterIP":"10.%d.%d.%d",\
                "selector":{"%s":"%s"},"ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"TCP"}]}}""".formatted(
                        metadata(World.NAMESPACE, name, label(name), ""),
                        96 + (number >> 16),
                        (number >> 8) & 255,
                        number & 255,
                        APPLICATION,
                        name);
    }

    static String pod(int pod, int service) {
        String name = World.name(service);
        String labels =
                label(name) + ",\"linkerd.io/control-plane-ns\":\"linkerd\",\"pod-template-hash\":\"7d9f8c6b5\"";
        String owner = ",\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"name\":\"" + name
                + "-7d9f8c6b5\",\"controller\":true,\"uid\":\"u\"}]";
        return """
                {"apiVersion":"v1","kind":"Pod",%s,"spec":{"nodeName":"%s","serviceAccountName":"%s",\
                "initContainers":[{"name":"linkerd-proxy","image":"proxy:1","restartPolicy":"Always",\
                "ports":[{"name":"linkerd-proxy","containerPort":4143},{"name":"linkerd-admin","containerPort":4191}],\
                "env":[{"name":"LINKERD2_PROXY_INBOUND_LISTEN_ADDR","value":"0.0.0.0:4143"},\
                {"name":"LINKERD2_PROXY_CONTROL_LISTEN_ADDR","value":"0.0.0.0:4190"}]}],\
                "containers":[{"name":"app","image":"app:1","ports":[{"name":"http","containerPort":8080}],\
                "readinessProbe":{"httpGet":{"path":"/ready","port":8080}}}]},\
                "status":{"phase":"Running","podIP":"%s","podIPs":[{"ip":"%s"}],"hostIP":"192.168.0.1",\
                "conditions":[{"type":"Ready","status":"True"}]}}""".formatted(
                        metadata(World.NAMESPACE, podName(pod), labels, owner),
                        World.node(pod),
                        name,
                        address(pod),
                        address(pod));
    }

    static String slice(String name, String service, List<Integer> pods) {
        String endpoints = pods.stream()
                .map(pod -> """
                        {"addresses":["%s"],"conditions":{"ready":true,"serving":true,"terminating":false},\
                        "nodeName":"%s","targetRef":{"kind":"Pod","namespace":"%s","name":"%s"}}""".formatted(address(pod), World.node(pod), World.NAMESPACE, podName(pod)))
                .collect(Collectors.joining(","));
        return """
                {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice",%s,"addressType":"IPv4",\
                "endpoints":[%s],"ports":[{"name":"http","port":8080,"protocol":"TCP"}]}""".formatted(
                metadata(World.NAMESPACE, name, "\"kubernetes.io/service-name\":\"" + service + "\"", ""), endpoints);
    }

    private static String label(String name) {
        return "\"" + APPLICATION + "\":\"" + name + "\"";
    }

    private static String metadata(String namespace, String name, String labels, String more) {
        String where = namespace.isEmpty() ? "" : "\"namespace\":\"" + namespace + "\",";
        return """
                "metadata":{%s"name":"%s","uid":"%s/%s","resourceVersion":"%s","labels":{%s}%s}""".formatted(where, name, namespace, name, ApiServer.VERSION, labels, more);
    }
}

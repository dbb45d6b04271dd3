package io.weft.destination.writes;

import io.weft.destination.cluster.Manifests;
import io.weft.destination.slices.ExternalSlices;
import io.weft.destination.slices.SliceChange;
import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An API server with a Service that selects one ExternalWorkload. */
final class ExternalCluster {
    static final String SLICE = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices/web-external-1";
    static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80, appProtocol: http}]}
            """;

    final WrittenCluster written = new WrittenCluster();

    void service(String uid) {
        written.server.put("/api/v1/namespaces/shop/services/web", """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"namespace": "shop", "name": "web", "uid": "%s"}}""".formatted(uid));
    }

    void annotate(String note) {
        ObjectNode live = (ObjectNode) live();
        ((ObjectNode) live.path("metadata")).putObject("annotations").put("example.com/note", note);
        written.server.put(SLICE, live.toString());
    }

    void stranger() {
        written.server.put(SLICE, """
                {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
                 "metadata": {"namespace": "shop", "name": "web-external-1"}, "addressType": "IPv4", "endpoints": []}""");
    }

    JsonNode live() {
        return written.server.get(SLICE).orElseThrow();
    }

    static EndpointSlice read(JsonNode slice) {
        return (EndpointSlice) ((Reading.Known) new ResourceReader().read(slice)).resource();
    }

    /** The slice there should be. */
    static EndpointSlice slice(boolean ready) {
        ToldObjects told = new ToldObjects(ExternalSlices::matters);
        Manifests.read(SERVICE + "---\n" + workload(ready)).forEach(told::put);
        return ((SliceChange.Put) ExternalSlices.differing(told).getFirst()).slice();
    }

    static String workload(boolean ready) {
        return """
                apiVersion: workload.linkerd.io/v1beta1
                kind: ExternalWorkload
                metadata: {namespace: shop, name: vm, labels: {app: web}}
                spec:
                  meshTLS: {identity: vm.example, serverName: vm.example}
                  ports: [{port: 80}]
                  workloadIPs: [{ip: 192.0.2.1}]
                status: {conditions: [{type: Ready, status: "%s"}]}
                """.formatted(ready ? "True" : "False");
    }
}

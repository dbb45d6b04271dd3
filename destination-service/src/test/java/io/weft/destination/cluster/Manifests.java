package io.weft.destination.cluster;

import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceReader;
import java.util.Arrays;
import java.util.List;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads manifests as the feeds do. */
public final class Manifests {
    /** A Server, and whom it lets in: port 8080 of pods labelled {@code app: web} in {@code shop}, for all of the mesh. */
    public static final String GUARDED_WEB = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, port: 8080, proxyProtocol: opaque}
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {name: web, namespace: shop}
            spec:
              targetRef: {group: policy.linkerd.io, kind: Server, name: web}
              requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web}]
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: MeshTLSAuthentication
            metadata: {name: web, namespace: shop}
            spec: {identities: ["*"]}
            """;

    private static final YAMLMapper YAML = YAMLMapper.shared();
    private static final ResourceReader READER = new ResourceReader();

    private Manifests() {}

    /** Documents separated by lines of three dashes; every one must be of a kind the mesh uses. */
    public static List<Resource> read(String text) {
        return Arrays.stream(text.split("(?m)^---\\s*$", -1))
                .filter(document -> !document.isBlank())
                .map(Manifests::one)
                .toList();
    }

    private static Resource one(String document) {
        if (READER.read(YAML.readTree(document)) instanceof Reading.Known(Resource resource)) {
            return resource;
        }
        throw new IllegalArgumentException("not of a kind the mesh uses: " + document);
    }
}

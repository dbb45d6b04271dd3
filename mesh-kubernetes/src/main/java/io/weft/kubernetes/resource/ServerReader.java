package io.weft.kubernetes.resource;

import java.util.Set;

/**
 * Reads Servers.
 *
 * @see "crds, 3, 3.6"
 */
final class ServerReader implements KindReader {
    private static final String FIRST_VERSION = "v1alpha1";
    /** Versions that know pods only. */
    private static final Set<String> PODS_ONLY = Set.of(FIRST_VERSION, "v1beta1");

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec")
                .objectOf("podSelector", "externalWorkloadSelector", "port", "proxyProtocol", "accessPolicy");
        return new Server(
                metadata,
                workloads(spec, version),
                PortRefReader.read(spec.get("port")),
                spec.get("proxyProtocol")
                        .constantOr(ProxyProtocol.UNKNOWN, ProxyProtocol.values(), ProxyProtocol::text),
                spec.get("accessPolicy").constantOr(AccessPolicy.DENY, AccessPolicy.values(), AccessPolicy::text));
    }

    private static Server.Workloads workloads(Field spec, String version) {
        Field pods = spec.get("podSelector");
        Field external = spec.get("externalWorkloadSelector");
        external.require(!external.isPresent() || !pods.isPresent(), "podSelector is given too; only one is allowed");
        external.require(
                !external.isPresent() || !PODS_ONLY.contains(version),
                "version " + version + " knows podSelector only; use v1beta3");
        if (external.isPresent()) {
            return new Server.ExternalWorkloads(SelectorReader.read(external));
        }
        pods.require(
                pods.isPresent(),
                PODS_ONLY.contains(version)
                        ? "it is required in version " + version
                        : "it, or externalWorkloadSelector, is required");
        requireOneForm(pods, version);
        return new Server.Pods(SelectorReader.read(pods));
    }

    private static void requireOneForm(Field pods, String version) {
        pods.require(
                !version.equals(FIRST_VERSION)
                        || pods.get("matchLabels").isPresent()
                                != pods.get("matchExpressions").isPresent(),
                "in version " + FIRST_VERSION + " exactly one of matchLabels and matchExpressions is required");
    }
}

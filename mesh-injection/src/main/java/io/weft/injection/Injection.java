package io.weft.injection;

import io.weft.injection.InjectionSettings.Origin;
import io.weft.kubernetes.resource.KnownLabels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides whether an object is injected, and how. A pure function: the same object, surroundings and settings give the same
 * result, and what it has done already it does not do again.
 *
 * @see "injection, 2 to 6"
 */
public final class Injection {
    static final String DEBUG = "weft.debug"; // below the chart's values, for annotations that have none there
    static final String GATEWAY = "weft.gateway";
    static final String BY_PLUGIN = "cniEnabled"; // who sets the redirect rules

    private Injection() {}

    /**
     * A pod, or what holds a template of one; a Service gets its opaque ports; anything else is left alone.
     *
     * @throws MalformedObjectException if it is no object of the kind it says
     */
    public static InjectionResult inject(ObjectNode document, Surroundings around, InjectionSettings settings) {
        Optional<Workload> workload = Workload.of(document);
        if (workload.isPresent()) {
            return workload(workload.get(), around, settings);
        }
        PatchBuilder patch = new PatchBuilder(document, "");
        if (document.path("kind").asString("").equals("Service")) {
            OpaquePorts.ofService(document, around, settings.values())
                    .ifPresent(ports -> annotate(patch, ConfigAnnotation.OPAQUE_PORTS, ports));
        }
        return result(List.of(SkipReason.UNSUPPORTED), patch, List.of(), false);
    }

    /** What stands against a sidecar when a user asks for one by annotations; none: nothing does. */
    public static List<SkipReason> reasonsAgainst(ObjectNode document) {
        ChartValues projecting = new ChartValues(JsonNodeFactory.instance.objectNode())
                .with("identity.serviceAccountTokenProjection", JsonNodeFactory.instance.booleanNode(true));
        InjectionSettings typed = new InjectionSettings("", projecting, "", Origin.COMMAND_LINE, "");
        return Workload.of(document)
                .map(workload -> InjectionDecision.reasonsAgainst(workload.pod(), Surroundings.of(""), typed))
                .orElse(List.of(SkipReason.UNSUPPORTED));
    }

    /** Whether a container of the object's pods has a UDP port, which no sidecar serves. */
    public static boolean hasUdpPorts(ObjectNode document) {
        return Workload.of(document).map(Workload::pod).filter(PodPorts::anyUdp).isPresent();
    }

    private static InjectionResult workload(Workload workload, Surroundings around, InjectionSettings settings) {
        PodTemplate pod = workload.pod();
        PatchBuilder patch = new PatchBuilder(workload.document(), workload.template());
        List<SkipReason> reasons = InjectionDecision.reasonsAgainst(pod, around, settings);
        boolean inNamespace = !pod.annotations().containsKey(MeshAnnotation.INJECT)
                && around.inject().isPresent();
        List<String> warnings = List.of();
        if (reasons.isEmpty()) {
            AnnotatedValues laid = AnnotatedValues.of(settings.values(), pod, around.annotations());
            warnings = laid.warnings();
            Surroundings owned = workload.owner().map(around::withOwner).orElse(around);
            metadata(patch, pod, owned, laid, settings);
            spec(patch, pod, settings.with(laid.values()), InjectionDecision.ingressMode(pod, around));
        } else if (!reasons.contains(SkipReason.SIDECAR_EXISTS) && settings.origin() == Origin.WEBHOOK) {
            OpaquePorts.ofPod(pod, around, settings.values())
                    .ifPresent(ports -> annotate(patch, ConfigAnnotation.OPAQUE_PORTS, ports));
        }
        return result(reasons, patch, warnings, inNamespace);
    }

    private static void metadata(
            PatchBuilder patch,
            PodTemplate pod,
            Surroundings around,
            AnnotatedValues laid,
            InjectionSettings settings) {
        around.inject()
                .filter(value -> !value.equals("disabled"))
                .filter(value -> !pod.annotations().containsKey(MeshAnnotation.INJECT))
                .ifPresent(value -> annotate(patch, MeshAnnotation.INJECT, value));
        laid.inherited().forEach((name, value) -> annotate(patch, name, value));
        if (!laid.inherited().containsKey(ConfigAnnotation.OPAQUE_PORTS)) {
            OpaquePorts.ofPod(pod, Surroundings.of(around.namespace()), settings.values())
                    .ifPresent(ports -> annotate(patch, ConfigAnnotation.OPAQUE_PORTS, ports));
        }
        annotate(patch, MeshAnnotation.CREATED_BY, settings.createdBy());
        annotate(patch, MeshAnnotation.PROXY_VERSION, laid.values().proxyVersion());
        annotate(
                patch, MeshAnnotation.TRUST_ROOT, sha256(settings.trustAnchors().strip()));
        label(patch, KnownLabels.CONTROL_PLANE_NAMESPACE, settings.controlPlaneNamespace());
        label(patch, KnownLabels.WORKLOAD_NAMESPACE, around.namespace());
        around.owner()
                .ifPresent(owner ->
                        label(patch, MeshAnnotation.OWNER_LABEL + owner.kind().toLowerCase(Locale.ROOT), owner.name()));
    }

    private static void spec(PatchBuilder patch, PodTemplate pod, InjectionSettings settings, boolean ingress) {
        ChartValues values = settings.values();
        PodVolumes.of(values).forEach(volume -> patch.append("/spec", "volumes", volume));
        ObjectNode init = values.flag(BY_PLUGIN) ? NetworkValidator.render(values) : InitContainer.render(values, pod);
        ObjectNode proxy = ProxyContainer.render(settings, pod, ingress);
        if (values.flag("proxy.nativeSidecar")) {
            patch.insert("/spec", "initContainers", 0, init);
            patch.insert("/spec", "initContainers", 1, proxy);
        } else {
            patch.append("/spec", "initContainers", init);
            if (values.flag("proxy.await")) {
                patch.insert("/spec", "containers", 0, proxy);
            } else {
                patch.append("/spec", "containers", proxy);
            }
        }
        if (values.flag(DEBUG)) {
            patch.append("/spec", "containers", DebugContainer.render(values));
        }
    }

    private static void annotate(PatchBuilder patch, String name, String value) {
        patch.set("/metadata/annotations", name, JsonNodeFactory.instance.stringNode(value));
    }

    private static void label(PatchBuilder patch, String name, String value) {
        patch.set("/metadata/labels", name, JsonNodeFactory.instance.stringNode(value));
    }

    private static InjectionResult result(
            List<SkipReason> reasons, PatchBuilder patch, List<String> warnings, boolean inNamespace) {
        return new InjectionResult(reasons, patch.operations(), patch.document(), warnings, inNamespace);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

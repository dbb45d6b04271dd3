package io.weft.injection;

import io.weft.injection.InjectionSettings.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a workload gets a sidecar.
 *
 * @see "injection, 2"
 */
final class InjectionDecision {
    /** Value of {@link MeshAnnotation#INJECT}. */
    static final String INGRESS = "ingress";

    private static final Set<String> VALUES = Set.of("enabled", "disabled", INGRESS);
    private static final Set<String> SIDECARS = Set.of("linkerd-proxy", "istio-proxy");
    private static final Set<String> INITS = Set.of("linkerd-init", "istio-init", "linkerd-proxy");
    private static final List<String> IMAGES = List.of(
            "cr.l5d.io/linkerd/proxy",
            "gcr.io/istio-release/proxyv2",
            "gcr.io/istio-release/proxy_init",
            "docker.io/istio/proxyv2",
            "docker.io/istio/proxy_init");

    private InjectionDecision() {}

    /** Every reason against it, in the reference's order; none: it is injected. */
    static List<SkipReason> reasonsAgainst(PodTemplate pod, Surroundings around, InjectionSettings settings) {
        List<SkipReason> reasons = new ArrayList<>();
        asked(pod.annotations().get(MeshAnnotation.INJECT), around.inject(), settings.origin())
                .ifPresent(reasons::add);
        if (pod.spec().path("hostNetwork").asBoolean(false)) {
            reasons.add(SkipReason.HOST_NETWORK);
        }
        if (hasSidecar(pod, settings.values().text("proxy.image.name"))) {
            reasons.add(SkipReason.SIDECAR_EXISTS);
        }
        if (!settings.values().flag("identity.serviceAccountTokenProjection") && !hasToken(pod, settings.origin())) {
            reasons.add(SkipReason.NO_TOKEN);
        }
        return reasons;
    }

    /** Whether requests are routed by what they ask for, rather than by where they go. */
    static boolean ingressMode(PodTemplate pod, Surroundings around) {
        return INGRESS.equals(pod.annotations()
                .getOrDefault(MeshAnnotation.INJECT, around.inject().orElse("")));
    }

    private static Optional<SkipReason> asked(@Nullable String own, Optional<String> namespace, Origin origin) {
        if (namespace.isPresent() && !VALUES.contains(namespace.get())) {
            return Optional.of(SkipReason.INVALID_AT_NAMESPACE);
        }
        if (own != null && !VALUES.contains(own)) {
            return Optional.of(SkipReason.INVALID_AT_WORKLOAD);
        }
        boolean enabled = namespace.filter(value -> !value.equals("disabled")).isPresent();
        if ("disabled".equals(own) && (enabled || origin == Origin.COMMAND_LINE)) {
            return Optional.of(SkipReason.DISABLED);
        }
        boolean wanted = origin == Origin.COMMAND_LINE || (own == null ? enabled : !own.equals("disabled"));
        return wanted ? Optional.empty() : Optional.of(SkipReason.NOT_ENABLED);
    }

    private static boolean hasSidecar(PodTemplate pod, String image) {
        return pod.containers().stream().anyMatch(each -> SIDECARS.contains(name(each)))
                || pod.initContainers().stream().anyMatch(each -> INITS.contains(name(each)))
                || pod.allContainers().stream()
                        .map(each -> each.path("image").asString(""))
                        .anyMatch(each -> isOf(image, each) || IMAGES.stream().anyMatch(known -> isOf(known, each)));
    }

    private static boolean isOf(String repository, String image) {
        return !repository.isEmpty()
                && image.startsWith(repository)
                && (image.length() == repository.length() || "-:@".indexOf(image.charAt(repository.length())) >= 0);
    }

    private static boolean hasToken(PodTemplate pod, Origin origin) {
        boolean automount = pod.spec().path("automountServiceAccountToken").asBoolean(true);
        return origin == Origin.WEBHOOK ? pod.tokenMount().isPresent() : automount;
    }

    private static String name(ObjectNode container) {
        return container.path("name").asString("");
    }
}

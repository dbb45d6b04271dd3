package io.weft.ingress.rules;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which Ingresses are ours: those of a class whose controller we are, and those of none where such a class is the default.
 *
 * @param classes names of our classes
 * @param isDefault whether one of them is the cluster's default
 */
public record IngressChoice(Set<String> classes, boolean isDefault) {
    /** What IngressClasses call us. */
    public static final String CONTROLLER = "linkerd.io/ingress-controller";

    private static final String LEGACY_CLASS = "kubernetes.io/ingress.class";
    private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";

    public IngressChoice {
        classes = Set.copyOf(classes);
    }

    public static IngressChoice of(Collection<IngressClass> classes) {
        List<IngressClass> ours = classes.stream()
                .filter(each -> each.getSpec() != null
                        && CONTROLLER.equals(each.getSpec().getController()))
                .toList();
        return new IngressChoice(
                ours.stream().map(each -> each.getMetadata().getName()).collect(Collectors.toSet()),
                ours.stream().anyMatch(each -> "true".equals(annotation(each, DEFAULT_CLASS))));
    }

    /** Ours, the oldest first: that order decides between two that want the same. */
    public List<Ingress> oldestFirst(Collection<Ingress> all) {
        return all.stream()
                .filter(this::isOurs)
                .sorted(Comparator.comparing((Ingress each) ->
                                Objects.requireNonNullElse(each.getMetadata().getCreationTimestamp(), ""))
                        .thenComparing(each -> each.getMetadata().getNamespace())
                        .thenComparing(each -> each.getMetadata().getName()))
                .toList();
    }

    private boolean isOurs(Ingress ingress) {
        String legacy = annotation(ingress, LEGACY_CLASS);
        if (!legacy.isEmpty()) {
            return classes.contains(legacy);
        }
        if (ingress.getSpec() == null) {
            return false;
        }
        String name = ingress.getSpec().getIngressClassName();
        return name == null ? isDefault : classes.contains(name);
    }

    private static String annotation(HasMetadata object, String name) {
        var annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }
}

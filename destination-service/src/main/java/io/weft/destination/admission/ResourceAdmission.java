package io.weft.destination.admission;

import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.ResourceReader;
import io.weft.service.admission.Admission;
import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets an object in if a feed could read it. Of a ServiceProfile every field must be known; a field of another kind that is not
 * known is one of a newer schema, and warned of. The Gateway API is not ours: what its schema has beyond the one we know is let in.
 *
 * <p>Threading: stateless.
 *
 * @see "crds, 2.1, 11.2 and 15"
 */
public final class ResourceAdmission implements Admission {
    private static final Set<String> GROUPS =
            Set.of(Groups.POLICY, Groups.GATEWAY, Groups.LINKERD, Groups.SPLIT, Groups.WORKLOAD);

    private final ResourceReader reader = new ResourceReader();

    @Override
    public Verdict decide(AdmissionReview review) {
        return review.object().map(this::decide).orElse(Verdict.ALLOWED);
    }

    private Verdict decide(ObjectNode object) {
        return kind(object)
                .map(kind -> decide(kind, object))
                .orElseGet(() -> Verdict.refused("unsupported resource type: "
                        + object.path("kind").asString("") + " of "
                        + object.path("apiVersion").asString("")));
    }

    private Verdict decide(ResourceKind kind, ObjectNode object) {
        if (kind.group().equals(Groups.GATEWAY) && !kind.versions().contains(version(object))) {
            return Verdict.allowed(List.of("the mesh leaves this " + kind.kind() + " out: it knows the versions "
                    + String.join(", ", kind.versions())));
        }
        List<String> warnings = new ArrayList<>();
        try {
            if (kind == ResourceKind.SERVICE_PROFILE) {
                reader.read(object);
            } else {
                reader.readServed(
                        object, field -> warnings.add(field + " is not known to the mesh, and has no effect"));
            }
            return Verdict.allowed(warnings);
        } catch (ResourceException bad) {
            String why = String.valueOf(bad.getMessage());
            return bad.isMalformed() && kind.group().equals(Groups.GATEWAY)
                    ? Verdict.allowed(List.of("the mesh leaves this " + kind.kind() + " out: " + why))
                    : Verdict.refused(why);
        }
    }

    private static String version(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asString("");
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    private static Optional<ResourceKind> kind(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asString("");
        String group = apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
        return GROUPS.contains(group)
                ? ResourceKind.of(group, object.path("kind").asString(""))
                : Optional.empty();
    }
}

package io.weft.injector.webhook;

import io.weft.injection.Injection;
import io.weft.injection.InjectionResult;
import io.weft.injection.InjectionSettings;
import io.weft.injection.MalformedObjectException;
import io.weft.injection.Surroundings;
import io.weft.injector.cluster.ClusterFacts;
import io.weft.injector.cluster.ClusterFacts.DirectOwner;
import io.weft.service.admission.Admission;
import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.MalformedReviewException;
import io.weft.service.admission.Verdict;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds out where an object stands, has it injected, and tells metrics and its owner what came of it. May block. */
public final class Reviewer implements Admission {
    private final Supplier<InjectionSettings> settings;
    private final ClusterFacts cluster;
    private final InjectionMeter meter;

    public Reviewer(Supplier<InjectionSettings> settings, ClusterFacts cluster, InjectionMeter meter) {
        this.settings = settings;
        this.cluster = cluster;
        this.meter = meter;
    }

    @Override
    public Verdict decide(AdmissionReview review) {
        try {
            return review.object()
                    .map(object -> verdict(review(review, object)))
                    .orElse(Verdict.ALLOWED);
        } catch (MalformedObjectException malformed) {
            throw new MalformedReviewException(String.valueOf(malformed.getMessage()));
        }
    }

    private static Verdict verdict(InjectionResult result) {
        return new Verdict(
                Optional.empty(),
                Optional.<JsonNode>of(result.patch()).filter(patch -> !patch.isEmpty()),
                result.warnings());
    }

    private InjectionResult review(AdmissionReview review, ObjectNode object) {
        Optional<DirectOwner> direct = owner(object.path("metadata"));
        Surroundings owned = surroundings(review.namespace(), direct);
        InjectionResult result = Injection.inject(object, owned, settings.get());
        if (object.path("kind").asString("").equals("Pod")) {
            meter.record(review.namespace(), owned.owner(), result);
            if (!review.dryRun()) {
                direct.ifPresent(owner -> tell(review.namespace(), owner, result));
            }
        }
        return result;
    }

    /**
     * What would become of an object; nobody is told, and nothing is counted.
     *
     * @throws io.weft.injection.MalformedObjectException if the object is not what its kind says
     */
    public InjectionResult preview(String namespace, ObjectNode object) {
        return Injection.inject(object, surroundings(namespace, owner(object.path("metadata"))), settings.get());
    }

    private Surroundings surroundings(String namespace, Optional<DirectOwner> direct) {
        Surroundings around = cluster.namespace(namespace);
        return direct.flatMap(owner -> cluster.topmost(namespace, owner))
                .map(around::withOwner)
                .orElse(around);
    }

    private void tell(String namespace, DirectOwner owner, InjectionResult result) {
        if (result.injected()) {
            cluster.event(namespace, owner, "Injected", "A sidecar was added to the pod" + ignored(result));
        } else {
            cluster.event(namespace, owner, "InjectionSkipped", "No sidecar was added: " + result.reasonTexts());
        }
    }

    private static String ignored(InjectionResult result) {
        return result.warnings().isEmpty() ? "" : "; " + String.join("; ", result.warnings());
    }

    private static Optional<DirectOwner> owner(JsonNode metadata) {
        JsonNode references = metadata.path("ownerReferences");
        return references
                .valueStream()
                .filter(each -> each.path("controller").asBoolean(false))
                .findFirst()
                .or(() -> references.valueStream().findFirst())
                .map(each -> new DirectOwner(
                        each.path("apiVersion").asString(""),
                        each.path("kind").asString(""),
                        each.path("name").asString(""),
                        each.path("uid").asString("")));
    }
}

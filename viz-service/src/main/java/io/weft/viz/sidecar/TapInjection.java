package io.weft.viz.sidecar;

import io.weft.service.admission.Admission;
import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tells the sidecar of a new pod to whom it may show its traffic, unless pod or namespace forbid it. */
public final class TapInjection implements Admission {
    static final String ENABLED = "viz.linkerd.io/tap-enabled";
    static final String DISABLE = "viz.linkerd.io/disable-tap";
    static final String VARIABLE = "LINKERD2_PROXY_TAP_SVC_NAME";

    private final Function<String, Map<String, String>> namespaces;
    private final String identity;

    /**
     * May ask somebody with each pod.
     *
     * @param namespaces the annotations of one
     * @param identity of tap
     */
    public TapInjection(Function<String, Map<String, String>> namespaces, String identity) {
        this.namespaces = namespaces;
        this.identity = identity;
    }

    @Override
    public Verdict decide(AdmissionReview review) {
        return review.object()
                .filter(pod -> !SidecarPatch.annotation(pod, ENABLED).equals("true"))
                .filter(pod -> !SidecarPatch.annotation(pod, DISABLE).equals("true"))
                .flatMap(SidecarPatch::of)
                .filter(_ -> !namespaces
                        .apply(review.namespace())
                        .getOrDefault(DISABLE, "")
                        .equals("true"))
                .map(patch -> patch.annotate(ENABLED, "true").tell(VARIABLE, identity))
                .map(patch -> new Verdict(Optional.empty(), Optional.of(patch.json()), List.of()))
                .orElse(Verdict.ALLOWED);
    }
}

package io.weft.injection;

/** Annotations and labels of {@code linkerd.io/} that injection reads or writes, each quoted here and nowhere else. */
public final class MeshAnnotation {
    /** What all of them begin with. */
    public static final String PREFIX = "linkerd.io/";

    /** Annotation of a pod template or a Namespace: {@code enabled}, {@code disabled} or {@code ingress}. */
    public static final String INJECT = PREFIX + "inject";

    /** Label of a Namespace, Weft's own word for the annotation {@link #INJECT}. */
    public static final String INJECTION_LABEL = PREFIX + "injection";

    /** Label of the control plane's own pods. */
    public static final String COMPONENT_LABEL = PREFIX + "control-plane-component";

    static final String CREATED_BY = PREFIX + "created-by";
    static final String PROXY_VERSION = PREFIX + "proxy-version";
    static final String TRUST_ROOT = PREFIX + "trust-root-sha256";
    static final String OWNER_LABEL = PREFIX + "proxy-";

    private MeshAnnotation() {}
}

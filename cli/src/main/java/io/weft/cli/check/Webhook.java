package io.weft.cli.check;

import io.weft.cli.cluster.ClusterKind;

/** What the API server asks before it stores objects. */
enum Webhook {
    INJECTOR("proxy-injector", ClusterKind.MUTATING_WEBHOOK),
    PROFILE_VALIDATOR("sp-validator", ClusterKind.VALIDATING_WEBHOOK),
    POLICY_VALIDATOR("policy-validator", ClusterKind.VALIDATING_WEBHOOK);

    private final String title;
    private final ClusterKind kind;

    Webhook(String title, ClusterKind kind) {
        this.title = title;
        this.kind = kind;
    }

    /** As checks call it. */
    String title() {
        return title;
    }

    /** Of its configuration. */
    ClusterKind kind() {
        return kind;
    }

    /** The name of its configuration. */
    String configuration() {
        return "linkerd-" + title + "-webhook-config";
    }

    /** The name of the Secret with its certificate. */
    String secret() {
        return "linkerd-" + title + "-k8s-tls";
    }
}

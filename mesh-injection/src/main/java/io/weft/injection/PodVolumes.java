package io.weft.injection;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The volumes a sidecar needs.
 *
 * @see "injection, 6.2"
 */
final class PodVolumes {
    static final String IDENTITY = "linkerd-identity-end-entity";
    static final String IDENTITY_PATH = "/var/run/linkerd/identity/end-entity";
    static final String TOKEN = "linkerd-identity-token";
    static final String TOKEN_PATH = "/var/run/secrets/tokens";
    static final String LOCK = "linkerd-proxy-init-xtables-lock";
    private static final String DEFAULT_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    private static final int TOKEN_SECONDS = 86400;

    private PodVolumes() {}

    /** Whether the proxy has a token of its own, made for identity-service alone. */
    static boolean projectsToken(ChartValues values) {
        return values.flag("identity.serviceAccountTokenProjection");
    }

    static String tokenFile(ChartValues values) {
        return projectsToken(values) ? TOKEN_PATH + "/" + TOKEN : DEFAULT_TOKEN;
    }

    static List<ObjectNode> of(ChartValues values) {
        List<ObjectNode> volumes = new ArrayList<>();
        if (!values.flag(Injection.BY_PLUGIN)) {
            ObjectNode lock = named(values.text("proxyInit.xtMountPath.name", LOCK));
            lock.putObject("emptyDir");
            volumes.add(lock);
        }
        ObjectNode identity = named(IDENTITY);
        identity.putObject("emptyDir").put("medium", "Memory");
        volumes.add(identity);
        if (projectsToken(values)) {
            ObjectNode token = named(TOKEN);
            token.putObject("projected")
                    .putArray("sources")
                    .addObject()
                    .putObject("serviceAccountToken")
                    .put("audience", "identity.l5d.io")
                    .put("expirationSeconds", TOKEN_SECONDS)
                    .put("path", TOKEN);
            volumes.add(token);
        }
        if (ProxyTracing.isOn(values)) {
            volumes.add(ProxyTracing.volume());
        }
        return volumes;
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }
}

package io.weft.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.cli.machine.MachineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which cluster a command is about, and where in it the control plane is; mix it in.
 *
 * @see "cli, 1"
 */
public final class ClusterOptions {
    private static final String NAMESPACE_FORM = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private String controlPlane = "linkerd";

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "How to reach the cluster. Default: as kubectl.")
    private @Nullable Path file;

    @Option(names = "--context", paramLabel = "NAME", description = "Which of its contexts. Default: the current one.")
    private @Nullable String context;

    @Option(names = "--as", paramLabel = "USER", description = "Act as this user.")
    private @Nullable String user;

    @Option(names = "--as-group", paramLabel = "GROUP", description = "Act as a member of this group; may be repeated.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--api-addr", paramLabel = "HOST:PORT", description = "Where the API server is.")
    private @Nullable String address;

    @Option(
            names = {"-L", "--linkerd-namespace"},
            paramLabel = "NS",
            description = "Where the control plane is. Default: $$LINKERD_NAMESPACE, else linkerd.",
            defaultValue = "${env:LINKERD_NAMESPACE:-linkerd}")
    void controlPlane(String namespace) {
        if (!isNamespace(namespace)) {
            throw new picocli.CommandLine.TypeConversionException("no name of a namespace: " + namespace);
        }
        controlPlane = namespace;
    }

    /** Whether a namespace could have that name. */
    public static boolean isNamespace(String name) {
        return name.matches(NAMESPACE_FORM);
    }

    public String controlPlane() {
        return controlPlane;
    }

    /** Whether the user named one. */
    boolean isGiven() {
        return file != null || context != null || address != null;
    }

    /** Whether there is one that kubectl, too, would find. */
    boolean isConfigured() {
        String files = System.getenv("KUBECONFIG");
        return isGiven()
                || (files != null && !files.isBlank())
                || Files.exists(Path.of(System.getProperty("user.home"), ".kube", "config"))
                || System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }

    /**
     * Gets ready to ask it; nothing is asked yet.
     *
     * @throws MachineException if it is not known how to reach one
     */
    public Cluster open() {
        if (!isConfigured()) {
            throw new MachineException("no cluster is known: set KUBECONFIG, or give --kubeconfig");
        }
        try {
            Config config = file == null ? Config.autoConfigure(context) : read(file);
            if (address != null) {
                config.setMasterUrl("https://" + address + "/");
            }
            if (user != null) {
                config.setImpersonateUsername(user);
                config.setImpersonateGroups(groups.toArray(String[]::new));
            }
            return new ClusterClient(config);
        } catch (KubernetesClientException e) {
            throw new MachineException("the cluster's configuration cannot be used: " + e.getMessage(), e);
        }
    }

    private Config read(Path kubeconfig) {
        if (!Files.isReadable(kubeconfig)) {
            throw new MachineException(kubeconfig + " cannot be read");
        }
        return Config.fromKubeconfig(context, kubeconfig.toFile());
    }
}

package io.weft.e2e.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A namespace of the cluster for one test class, and what it makes outside of it. */
final class Tenant implements AutoCloseable {
    final String namespace = "weft-e2e-" + Long.toString(System.currentTimeMillis(), 36);
    final KubernetesClient client;
    private final List<String> roles = new ArrayList<>();

    private Tenant() {
        client = new KubernetesClientBuilder().build();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Skips the calling test where no cluster is named. */
    static Tenant create() {
        assumeTrue(System.getenv("KUBECONFIG") != null, "needs a cluster: set KUBECONFIG");
        return new Tenant();
    }

    void account(String name) {
        client.serviceAccounts()
                .inNamespace(namespace)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Lets an account do that, anywhere in the cluster. */
    void allow(String account, PolicyRule... rules) {
        String name = namespace + "-" + account;
        client.rbac()
                .clusterRoles()
                .resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        roles.add(name);
        client.rbac()
                .clusterRoleBindings()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef()
                        .withApiGroup("rbac.authorization.k8s.io")
                        .withKind("ClusterRole")
                        .withName(name)
                        .endRoleRef()
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withNamespace(namespace)
                        .withName(account)
                        .endSubject()
                        .build())
                .create();
    }

    /** A token of ten minutes; without audiences one for the API server. */
    String token(String account, String... audiences) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(audiences)
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** Writes a kubeconfig with which a program is {@code account}, and nobody else. */
    Path kubeconfig(Path file, String account) throws IOException {
        String authority = client.getConfiguration().getCaCertData();
        String trusted = authority == null
                ? "certificate-authority: " + client.getConfiguration().getCaCertFile()
                : "certificate-authority-data: " + authority;
        return Files.writeString(
                file, """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test, namespace: "%s"}}]
                clusters:
                - name: test
                  cluster:
                    server: "%s"
                    %s
                users: [{name: test, user: {token: "%s"}}]
                """.formatted(namespace, client.getConfiguration().getMasterUrl(), trusted, token(account)));
    }

    /** The Events of the namespace about an object of that name. */
    List<String> reasons(String name) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .map(Event::getReason)
                .toList();
    }

    @Override
    public void close() {
        for (String role : roles) {
            client.rbac().clusterRoleBindings().withName(role).delete();
            client.rbac().clusterRoles().withName(role).delete();
        }
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}

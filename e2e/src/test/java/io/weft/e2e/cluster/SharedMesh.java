package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A mesh installed as its user does, once for all tests that follow each other and want it installed that way, with images that
 * the nodes have already. At the end it is uninstalled, and nothing may be left.
 */
final class SharedMesh implements AutoCloseable {
    static final String CONTROL_PLANE = "linkerd";
    static final String WELL = "Status check results are √\n";
    private static final int PATIENCE_MINUTES = 6;
    final KubernetesClient client;
    private final Installation installation;
    private final NavigableSet<String> before;
    private final List<String> namespaces = Collections.synchronizedList(new ArrayList<>());

    private SharedMesh(KubernetesClient client, Installation installation) {
        this.client = client;
        this.installation = installation;
        Eventually.is("namespaces that are just being deleted", List.of(), this::leaving);
        before = ClusterContents.of(client);
        assertThat(linkerd("check", "--pre").out()).endsWith(WELL);
        long begin = System.nanoTime();
        installation.install(this);
        assertThat(linkerd("check").out()).endsWith(WELL);
        Duration untilWell = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("from install to check green, " + installation + ": " + untilWell.toSeconds() + " s");
    }

    /** What a run before this one has not finished to take down. */
    private List<String> leaving() {
        return client.namespaces().list().getItems().stream()
                .filter(each -> each.getMetadata().getDeletionTimestamp() != null)
                .map(each -> each.getMetadata().getName())
                .toList();
    }

    /** Resolves parameters of this type; skips tests where there is no cluster for them. */
    static final class OfTheRun implements ParameterResolver, ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (System.getenv("KUBECONFIG") == null) {
                return ConditionEvaluationResult.disabled("needs a cluster: set KUBECONFIG");
            }
            return System.getenv("WEFT_IMAGES_LOADED") == null
                    ? ConditionEvaluationResult.disabled(
                            "needs the images of docker/ in the cluster's nodes: load them, and set WEFT_IMAGES_LOADED")
                    : ConditionEvaluationResult.enabled("there is a cluster");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SharedMesh.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            ExtensionContext.Store store = context.getRoot().getStore(Namespace.create(SharedMesh.class));
            Installation wanted = AnnotationSupport.findAnnotation(context.getTestClass(), InstalledBy.class)
                    .map(InstalledBy::value)
                    .orElse(Installation.COMMANDS);
            SharedMesh before = store.get(SharedMesh.class, SharedMesh.class);
            if (before != null && before.installation != wanted) {
                store.remove(SharedMesh.class);
                before.close();
            }
            return store.computeIfAbsent(SharedMesh.class, _ -> open(wanted));
        }

        private static SharedMesh open(Installation installation) {
            KubernetesClient client = new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(Config.autoConfigure(null))
                            .withNamespace("default")
                            .build())
                    .build();
            boolean taken = client.namespaces().withName(CONTROL_PLANE).get() != null;
            if (taken) {
                client.close();
                throw new IllegalStateException("needs a cluster without a mesh of its own: linkerd uninstall");
            }
            return new SharedMesh(client, installation);
        }
    }

    /** Makes a namespace of that name; it is removed at the end. */
    void namespace(String name, boolean meshed) {
        namespaces.add(name);
        apply("""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: %s
              labels: {linkerd.io/injection: %s}
            """.formatted(name, meshed ? "enabled" : "disabled"));
    }

    /** Makes pods of a namespace that are made from now on as if they had that annotation. */
    void annotate(String namespace, String name, String value) {
        client.namespaces()
                .withName(namespace)
                .edit(each -> new NamespaceBuilder(each)
                        .editMetadata()
                        .addToAnnotations(name, value)
                        .endMetadata()
                        .build());
    }

    /** The namespace of a small shop, meshed, with a generator that asks it twenty times a second; the same for all tests. */
    synchronized String shop() {
        String name = "weft-e2e-shop";
        if (!namespaces.contains(name)) {
            namespace(name, true);
            apply(file("shop.yaml"));
            awaitDeployments(name);
        }
        return name;
    }

    /** The text of a file beside the tests. */
    static String file(String name) {
        try (InputStream in = Objects.requireNonNull(SharedMesh.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kubectl apply -n default}. */
    void apply(String manifests) {
        for (HasMetadata object : load(manifests)) {
            client.resource(object).forceConflicts().serverSideApply();
        }
    }

    void delete(String manifests) {
        load(manifests).forEach(object -> client.resource(object).delete());
    }

    private List<HasMetadata> load(String manifests) {
        return client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    /** Waits until all pods of all Deployments are ready. */
    void awaitDeployments(String namespace) {
        for (Deployment each :
                client.apps().deployments().inNamespace(namespace).list().getItems()) {
            client.resource(each)
                    .waitUntilCondition(
                            now -> now != null
                                    && now.getStatus() != null
                                    && Objects.equals(
                                            now.getMetadata().getGeneration(),
                                            now.getStatus().getObservedGeneration())
                                    && Objects.equals(
                                            now.getSpec().getReplicas(),
                                            now.getStatus().getReadyReplicas())
                                    && Objects.equals(
                                            now.getSpec().getReplicas(),
                                            now.getStatus().getUpdatedReplicas())
                                    && Objects.equals(
                                            now.getSpec().getReplicas(),
                                            now.getStatus().getReplicas()),
                            PATIENCE_MINUTES,
                            MINUTES);
        }
    }

    /** A running pod with that label {@code app}. */
    Pod pod(String namespace, String app) {
        return client.pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow();
    }

    /** A pod of the control plane that is ready. */
    Pod component(String name) {
        return client
                .pods()
                .inNamespace(CONTROL_PLANE)
                .withLabel("linkerd.io/control-plane-component", name)
                .list()
                .getItems()
                .stream()
                .filter(Readiness::isPodReady)
                .findFirst()
                .orElseThrow();
    }

    /** What {@code GET path} of a pod's port answers; 0 if nothing does. */
    int status(String namespace, String app, int port, String path) {
        try (ForwardedPort forwarded = ForwardedPort.to(client, pod(namespace, app), port)) {
            return forwarded.status(path);
        } catch (IOException closed) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs the command, which must succeed. */
    LinkerdCommand linkerd(String... words) {
        LinkerdCommand command = LinkerdCommand.run(words);
        assertThat(command.exit())
                .as(String.join(" ", words) + "\n" + command.out() + command.err())
                .isZero();
        return command;
    }

    @Override
    public void close() {
        namespaces.forEach(each -> client.namespaces().withName(each).delete());
        namespaces.forEach(each ->
                client.namespaces().withName(each).waitUntilCondition(Objects::isNull, PATIENCE_MINUTES, MINUTES));
        installation.uninstall(this);
        client.namespaces().withName(CONTROL_PLANE).waitUntilCondition(Objects::isNull, PATIENCE_MINUTES, MINUTES);
        NavigableSet<String> after = Eventually.until(() -> ClusterContents.of(client), before::equals);
        client.close();
        assertThat(after).as("what uninstall leaves").isEqualTo(before);
        System.out.println("uninstalled, " + installation + ": " + after.size() + " objects as before");
    }
}

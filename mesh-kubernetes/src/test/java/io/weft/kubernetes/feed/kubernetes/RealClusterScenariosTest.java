package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedScenarios;
import io.weft.kubernetes.feed.Patience;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What every feed must do, of the API server that {@code KUBECONFIG} names. Namespaces {@code shop} and {@code bank}, and
 * schemas of policies that take anything, are made where there are none, and only what was made is removed at the end.
 */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
class RealClusterScenariosTest extends FeedScenarios {
    private static final List<String> NAMESPACES = List.of("shop", "bank");
    private static final List<HasMetadata> DEFINED = new ArrayList<>();

    @BeforeAll
    static void defineKinds() {
        try (KubernetesClient client = Clients.own()) {
            NAMESPACES.forEach(namespace -> createIfAbsent(
                    client,
                    new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build()));
            ours().forEach(kind -> createIfAbsent(client, definition(kind)));
            Discovery discovery = new Discovery(client);
            Patience.eventually(
                    "the kinds to be served",
                    () -> ours().allMatch(kind -> discovery.find(kind).isPresent()));
        }
    }

    /** Kinds that a bare cluster does not have and anybody may define. */
    private static Stream<ResourceKind> ours() {
        return Arrays.stream(ResourceKind.values())
                .filter(kind -> kind.group().contains(".") && !kind.group().equals(Groups.DISCOVERY))
                .filter(kind -> !kind.versions().isEmpty());
    }

    /** Whoever's cluster this is, nothing that stands there is changed. */
    private static void createIfAbsent(KubernetesClient client, HasMetadata object) {
        if (client.resource(object).get() == null) {
            DEFINED.add(client.resource(object).create());
        }
    }

    @AfterAll
    static void removeKinds() {
        try (KubernetesClient client = Clients.own()) {
            DEFINED.forEach(each -> client.resource(each).delete());
            Patience.eventually(
                    "namespaces and kinds to be gone",
                    () -> DEFINED.stream()
                            .allMatch(each -> client.resource(each).get() == null));
        } finally {
            DEFINED.clear();
        }
    }

    private static CustomResourceDefinition definition(ResourceKind kind) {
        String plural = plural(kind);
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + kind.group())
                .addToAnnotations("api-approved.kubernetes.io", "unapproved, for tests") // groups of Kubernetes want it
                .endMetadata()
                .withNewSpec()
                .withGroup(kind.group())
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind.kind())
                .withPlural(plural)
                .endNames()
                .withVersions(kind.versions().stream()
                        .map(version ->
                                version(version, version.equals(kind.versions().getLast())))
                        .toList())
                .endSpec()
                .build();
    }

    private static CustomResourceDefinitionVersion version(String name, boolean stored) {
        return new CustomResourceDefinitionVersionBuilder()
                .withName(name)
                .withServed(true)
                .withStorage(stored)
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .endOpenAPIV3Schema()
                .endSchema()
                .build();
    }

    private static String plural(ResourceKind kind) {
        String name = kind.kind().toLowerCase(Locale.ROOT);
        return name.endsWith("cy") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    @Override
    protected Source newSource() throws Exception {
        return new Cluster();
    }

    /** The API server behind a relay that can be shut. */
    private static final class Cluster implements Source {
        private final KubernetesClient writer = Clients.own();
        private final Relay relay =
                new Relay(writer.getMasterUrl().getHost(), writer.getMasterUrl().getPort());
        private final KubernetesClient reader;
        private final List<GenericKubernetesResource> made = new ArrayList<>();

        Cluster() {
            Config config = Config.autoConfigure(null);
            config.setMasterUrl("https://127.0.0.1:" + relay.port());
            config.setWatchReconnectInterval(50);
            reader = Clients.of(config);
        }

        @Override
        public Feed newFeed() {
            return new KubernetesFeed(reader);
        }

        @Override
        public void apply(String document) {
            GenericKubernetesResource object =
                    writer.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class);
            GenericKubernetesResource status =
                    writer.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class);
            GenericKubernetesResource stored = writer.resource(object).createOr(NonDeletingOperation::update);
            made.add(stored);
            if (object.getKind().equals("Pod")) {
                writer.resource(status).patchStatus();
            }
        }

        @Override
        public void delete(String kind, String namespace, String name) {
            made.stream()
                    .filter(each -> each.getKind().equals(kind)
                            && Objects.requireNonNullElse(each.getMetadata().getNamespace(), "")
                                    .equals(namespace)
                            && each.getMetadata().getName().equals(name))
                    .findFirst()
                    .ifPresent(each -> writer.resource(each).withGracePeriod(0).delete());
        }

        @Override
        public void goAway() {
            relay.shut();
        }

        @Override
        public void comeBack() {
            relay.open();
        }

        @Override
        public void close() {
            made.forEach(each -> writer.resource(each).withGracePeriod(0).delete());
            Patience.eventually(
                    "the objects to be gone",
                    () -> made.stream().allMatch(each -> writer.resource(each).get() == null));
            reader.close();
            writer.close();
            relay.shut();
        }
    }
}

package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An extension beside the mesh, installed as its user does, with images that the nodes have already. At the end it is uninstalled,
 * and nothing of it may be left.
 */
final class InstalledExtension implements AutoCloseable {
    private static final int PATIENCE_MINUTES = 6;

    private final SharedMesh mesh;
    private final String name;
    private final Set<String> before;
    private final long begin;

    private InstalledExtension(SharedMesh mesh, String name) {
        this.mesh = mesh;
        this.name = name;
        this.before = contents(mesh);
        this.begin = System.nanoTime();
    }

    static InstalledExtension of(SharedMesh mesh, String name, String... options) {
        InstalledExtension extension = new InstalledExtension(mesh, name);
        String[] words =
                Stream.concat(Stream.of(name, "install"), Stream.of(options)).toArray(String[]::new);
        mesh.apply(mesh.linkerd(words).out());
        return extension;
    }

    /** How long ago it was asked for. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    String namespace() {
        return "linkerd-" + name;
    }

    @Override
    public void close() {
        mesh.delete(mesh.linkerd(name, "uninstall").out());
        mesh.client.namespaces().withName(namespace()).waitUntilCondition(Objects::isNull, PATIENCE_MINUTES, MINUTES);
        assertThat(Eventually.until(() -> contents(mesh), before::equals))
                .as("what " + name + " uninstall leaves")
                .isEqualTo(before);
    }

    /** But what is in the tests' own namespaces, whose pods come and go. */
    private static Set<String> contents(SharedMesh mesh) {
        return ClusterContents.of(mesh.client).stream()
                .filter(each -> !each.contains(" weft-e2e-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

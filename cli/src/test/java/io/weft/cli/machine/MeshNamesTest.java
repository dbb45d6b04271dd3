package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.folder.FolderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshNamesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readerThatFailsKeepsNobodyFromTheNextChange() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (MeshNames names = new MeshNames(feed(), folder)) {
            names.latest().subscribe(Runnable::run, view -> {
                Optional<String> address = view.addresses().of("shop", "web");
                address.ifPresent(given -> {
                    seen.add(given);
                    throw new IllegalStateException("cannot use " + given);
                });
            });
            names.start();
            give("10.96.0.1");
            Root.await("the first address", () -> seen.contains("10.96.0.1"));
            give("10.96.0.2");
            Root.await("the second address", () -> seen.contains("10.96.0.2"));
        }
        assertThat(seen).startsWith("10.96.0.1");
    }

    @Test
    void serviceOthersDefinedIsKnownBeforeOneIsMade() throws IOException {
        MeshDirectory directory = new MeshDirectory(folder);
        Files.createDirectory(directory.manifests());
        write(
                directory.manifests().resolve("mine.yaml"),
                "{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: web}, spec: {ports: [{port: 80}]}}");
        Installation installation = new Installation(folder, folder, null, null);
        Program program = new Program.Host(List.of("true"), User.ROOT, List.of(), false);
        List<String> events = new ArrayList<>();
        try (MeshContext mesh = MeshContext.open(directory, installation, "linkerd", 1)) {
            ServiceFile.write(
                    mesh,
                    new Manifests(directory),
                    WorkloadSpec.of("shop", "web", "web", List.of(8080), program)
                            .withService("web"),
                    events::add);
        }
        assertThat(events).containsExactly("Service shop/web is defined in the manifests already: using that");
        assertThat(directory.manifests().resolve("service.shop.web.yaml")).doesNotExist();
    }

    private FolderFeed feed() throws IOException {
        return new FolderFeed(
                new FolderSettings(Files.createDirectories(folder.resolve("manifests")), Optional.empty()));
    }

    private void give(String address) throws IOException {
        Path aside = folder.resolve("aside");
        write(aside, "{\"shop/web\": \"" + address + "\"}");
        Files.move(aside, folder.resolve("cluster-ips.json"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}

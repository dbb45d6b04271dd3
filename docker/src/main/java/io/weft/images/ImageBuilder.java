package io.weft.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes archives of images: the same files give the same bytes, on any day. */
final class ImageBuilder {
    private static final String APP = "/opt/weft";
    private static final String CACHE = "/opt/cache/app.aot";

    private final Places places;
    private final Caches caches;
    private final Path archives;
    private final String version;
    private final Instant time;

    /** @param time what every file is from */
    ImageBuilder(Places places, Caches caches, Path archives, String version, Instant time) {
        this.places = places;
        this.caches = caches;
        this.archives = archives;
        this.version = version;
        this.time = time;
    }

    /** Makes one archive, in place of the one there was. What changes least lies at the bottom. */
    Path build(Image image) throws Exception {
        Path work = Files.createTempDirectory("weft-images");
        try {
            JibContainerBuilder builder = Jib.fromScratch()
                    .setFormat(ImageFormat.OCI)
                    .setPlatforms(
                            Set.of(new Platform(Architecture.ofThisMachine().ofImages(), "linux")))
                    .setCreationTime(time)
                    .setUser(Integer.toString(image.user()))
                    .setEntrypoint(entrypoint(image))
                    .setEnvironment(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/opt/java/bin"))
                    .setLabels(Map.of("org.opencontainers.image.version", version));
            for (FileEntriesLayer layer : layers(image, work)) {
                builder.addFileEntriesLayer(layer);
            }
            Path archive = archives.resolve(image.file() + ".tar");
            builder.containerize(Containerizer.to(TarImage.at(archive).named(image.repository() + ":" + version))
                    .setApplicationLayersCache(work.resolve("layers"))
                    .setBaseImageLayersCache(work.resolve("base")));
            return archive;
        } finally {
            Trees.delete(work);
        }
    }

    private List<FileEntriesLayer> layers(Image image, Path work) throws IOException {
        List<FileEntriesLayer> layers = new ArrayList<>();
        Path program = places.staged(image.program());
        layers.add(layer("system").tree(places.root(), "/").done());
        if (image.extras().contains(Image.Extra.BESIDE_THE_SIDECAR)) {
            layers.add(layer("firewall").tree(places.firewall(), "/").done());
        }
        layers.add(layer("java").tree(places.runtime(image.runtime()), "/").done());
        layers.add(layer("libraries")
                .tree(program, APP, file -> !isOurs(program, file))
                .done());
        if (image.extras().contains(Image.Extra.BESIDE_THE_SIDECAR)) {
            layers.add(BesideTheSidecar.lay(layer("init"), places.program("proxy-init"), work));
        }
        layers.add(layer("program")
                .tree(program, APP, file -> isOurs(program, file))
                .done());
        Path cache = caches.of(image);
        if (cache != null) {
            layers.add(layer("cache").file(cache, CACHE).done());
        }
        return layers;
    }

    private static boolean isOurs(Path program, Path file) {
        return program.equals(file.getParent());
    }

    private List<String> entrypoint(Image image) {
        List<String> words = new ArrayList<>(List.of("/opt/java/bin/java", "@" + APP + "/jvm.options"));
        if (caches.of(image) != null) {
            words.addAll(
                    List.of("-XX:AOTCache=" + CACHE, "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        }
        words.addAll(List.of("-jar", APP + "/app.jar"));
        return words;
    }

    private Layer layer(String name) {
        return new Layer(name, time);
    }
}

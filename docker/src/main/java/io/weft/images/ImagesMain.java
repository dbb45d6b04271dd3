package io.weft.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Makes every image. Takes: the folders of programs, of bases, of work and of archives; the version; the time files are from;
 * whether caches are wanted: {@code true}, or {@code false}.
 */
public final class ImagesMain {
    private ImagesMain() {}

    /** Prints a line for each image. */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[2]);
        Path archives = Files.createDirectories(Path.of(args[3]));
        Instant time = Instant.parse(args[5]);
        Places places = new Places(Path.of(args[0]), Path.of(args[1]), work.resolve("programs"));
        Staging staging = new Staging(places);
        for (Image image : Image.all()) {
            staging.lay(image);
        }
        Staging.stamp(work.resolve("programs"), time);
        Staging.stamp(places.bases(), time);
        ImageBuilder builder = new ImageBuilder(places, caches(places, work, args[6]), archives, args[4], time);
        for (Image image : Image.all()) {
            Path archive = builder.build(image);
            System.out.printf("%-12s %5.1f MB  %s%n", image.file(), Files.size(archive) / 1e6, archive);
        }
    }

    private static Caches caches(Places places, Path work, String wanted) throws Exception {
        if (!Boolean.parseBoolean(wanted)) {
            System.out.println("without AOT caches, as asked: pods start slower and need more memory");
            return Caches.none();
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            System.out.println("without AOT caches, which take root to make: pods start slower and need more memory");
            return Caches.none();
        }
        Path training = work.resolve("training");
        if (Files.exists(training)) {
            Trees.delete(training);
        }
        return Caches.train(places, training, System.out::println);
    }
}

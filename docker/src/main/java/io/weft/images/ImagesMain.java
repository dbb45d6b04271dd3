package io.weft.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Makes every image. Takes: the folders of programs, of bases and of archives; the version; the time files are from. */
public final class ImagesMain {
    private ImagesMain() {}

    /** Prints a line for each image. */
    public static void main(String[] args) throws Exception {
        Path archives = Files.createDirectories(Path.of(args[2]));
        Places places = new Places(Path.of(args[0]), Path.of(args[1]));
        ImageBuilder builder = new ImageBuilder(places, archives, args[3], Instant.parse(args[4]));
        for (Image image : Image.all()) {
            Path archive = builder.build(image);
            System.out.printf("%-12s %5.1f MB  %s%n", image.file(), Files.size(archive) / 1e6, archive);
        }
    }
}

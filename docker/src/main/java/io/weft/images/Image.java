package io.weft.images;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is in an image, and how it starts.
 *
 * @param file the archive's name, without its ending
 * @param repository its name without a version, as the charts have it
 * @param program the folder of {@code dist/} that it starts
 * @param runtime which Java
 * @param user what it runs as, a number, so that the cluster can see that it is not root
 * @param extras what else is in it
 */
record Image(String file, String repository, String program, Java runtime, int user, Set<Extra> extras) {
    private static final int PROXY = 2102;
    private static final int CONTROLLER = 2103;
    private static final int NOBODY = 65534;

    /** The modules of Java that a program needs decide. */
    enum Java {
        PROXY,
        SERVICE
    }

    /** What only some images hold. */
    enum Extra {
        /** {@code proxy-init}, {@code proxy-await} and {@code network-validator}, with the packet filter's programs. */
        BESIDE_THE_SIDECAR,
        /** No AOT cache: a mesh on one machine, which trains the others, has no such program. */
        UNTRAINED,
        /** Netty's libraries unpacked, for a root file system that is read-only and has no other place to unpack them to. */
        NATIVE_LIBRARIES
    }

    Image {
        extras = Set.copyOf(extras);
    }

    static List<Image> all() {
        return List.of(
                new Image(
                        "proxy",
                        "cr.weft.io/weft/proxy",
                        "proxy-service",
                        Java.PROXY,
                        PROXY,
                        Set.of(Extra.BESIDE_THE_SIDECAR, Extra.NATIVE_LIBRARIES)),
                service("destination"),
                service("identity"),
                service("injector"),
                service("ingress", Extra.UNTRAINED),
                service("viz"),
                new Image("cli", "cr.weft.io/weft/cli", "cli", Java.SERVICE, NOBODY, Set.of()),
                new Image("examples", "cr.weft.io/weft/examples", "examples", Java.SERVICE, NOBODY, Set.of()));
    }

    /** The one of that file name. */
    static Optional<Image> named(String file) {
        return all().stream().filter(image -> image.file().equals(file)).findFirst();
    }

    private static Image service(String name, Extra... extras) {
        return new Image(
                name,
                "cr.weft.io/weft/controller-" + name,
                name + "-service",
                Java.SERVICE,
                CONTROLLER,
                Set.of(extras));
    }
}

package io.weft.architecture;

import java.util.stream.Stream;

/**
 * The package that plays the part of {@code io.weft}: the real one, or that of a fixture.
 *
 * @param name a package's full name
 */
record Root(String name) {
    static final Root WEFT = new Root("io.weft");

    /** The root of the fixture that offends one rule. */
    static Root ofFixture(String fixture) {
        return new Root(Root.class.getPackageName() + ".fixture." + fixture);
    }

    /** One package, without those below it. */
    String only(String path) {
        return name + "." + path;
    }

    /** A package and everything below it. */
    String tree(String path) {
        return only(path) + "..";
    }

    String[] trees(String... paths) {
        return Stream.of(paths).map(this::tree).toArray(String[]::new);
    }

    /** Trees of ours and patterns of others', in one list. */
    String[] trees(String[] foreign, String... paths) {
        return Stream.concat(Stream.of(foreign), Stream.of(trees(paths))).toArray(String[]::new);
    }
}

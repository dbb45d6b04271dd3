package io.weft.kubernetes.feed;

/**
 * A document of a kind the mesh does not use.
 *
 * @param file where it stands; a name within the source
 * @param line of that file, from 1
 * @param kind with its version, for instance {@code apps/v1 Deployment}
 */
public record IgnoredDocument(String file, int line, String kind) {
    /** What comes from a document is kept to one line of printable characters. */
    public IgnoredDocument {
        file = RefusedDocument.printable(file);
        kind = RefusedDocument.printable(kind);
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + kind;
    }
}

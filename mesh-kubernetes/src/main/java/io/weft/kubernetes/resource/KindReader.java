package io.weft.kubernetes.resource;

/** Reads the objects of one kind. */
@FunctionalInterface
interface KindReader {
    /**
     * Reads one of them.
     *
     * @param root the whole document; kind, version and metadata are checked already
     * @param version for instance {@code v1beta1}
     * @throws ResourceException if a field we use says something that is not allowed
     */
    Resource read(Metadata metadata, Field root, String version);
}

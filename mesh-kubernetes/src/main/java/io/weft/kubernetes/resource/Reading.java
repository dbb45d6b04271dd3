package io.weft.kubernetes.resource;

/** What a readable document turned out to be. */
public sealed interface Reading {
    /** An object the mesh uses. */
    record Known(Resource resource) implements Reading {}

    /** An object of a kind the mesh does not use. */
    record Ignored(String apiVersion, String kind) implements Reading {}
}

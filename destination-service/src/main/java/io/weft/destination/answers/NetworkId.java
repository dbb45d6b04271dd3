package io.weft.destination.answers;

/** An EgressNetwork by name. When it changes, so may what is said of every address outside the cluster. */
public record NetworkId(String namespace, String name) implements Subject {
    /** {@code namespace/name}, for messages. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}

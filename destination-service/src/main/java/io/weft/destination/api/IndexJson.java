package io.weft.destination.api;

import io.weft.destination.digest.Digest;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the indexes hold, in short.
 *
 * @param digest of everything: two replicas that say the same here know the same
 * @param tables by name, to see where two differ
 */
record IndexJson(String digest, Map<String, TableJson> tables) {
    /** One of them. */
    record TableJson(int rows, String digest) {}

    static IndexJson of(Digest digest) {
        Map<String, TableJson> tables = new TreeMap<>();
        digest.parts().forEach((name, part) -> tables.put(name, new TableJson(part.rows(), part.hash())));
        return new IndexJson(digest.hash(), tables);
    }
}

package io.weft.destination.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What some tables hold, in short. Tables with equal rows have equal digests, in every process and in whatever order the rows
 * came; where two differ, their parts say in which table.
 *
 * @param parts by name of the table
 */
public record Digest(SortedMap<String, Part> parts) {
    private static final String ALGORITHM = "SHA-256";

    /**
     * One table.
     *
     * @param hash 64 hexadecimal digits
     */
    public record Part(int rows, String hash) {}

    /** Takes a moment for each ten thousand rows; not to be called under a lock. */
    public static Digest of(Collection<Table> tables) {
        return new Digest(tables.stream()
                .collect(Collectors.toMap(Table::name, Digest::part, (one, other) -> one, TreeMap::new)));
    }

    /** Of all the parts. */
    public String hash() {
        return hash(parts.entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue().hash()));
    }

    private static Part part(Table table) {
        Stream<String> rows = table.rows().entrySet().stream()
                .map(row -> hash(Stream.of(CanonicalText.of(row.getKey()), CanonicalText.of(row.getValue()))));
        return new Part(table.rows().size(), hash(rows.sorted()));
    }

    private static String hash(Stream<String> lines) {
        MessageDigest digest = sha();
        lines.forEach(line -> {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.weft.kubernetes.feed.folder;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** {@code cluster-ips.json}: a JSON object of {@code "ns/service": "10.96.x.y"}, 0600, replaced as a whole. */
final class ClusterIpFile {
    private static final System.Logger LOG = System.getLogger(ClusterIpFile.class.getName());
    static final String NAME = "cluster-ips.json";
    private static final String ASIDE = ".cluster-ips.json.new";
    private static final ObjectMapper JSON = JsonMapper.shared();

    private final Path directory;

    ClusterIpFile(Path directory) {
        this.directory = directory;
    }

    Path path() {
        return directory.resolve(NAME);
    }

    /**
     * What was remembered, in the order it was given; entries that are no Service name or no address of the range are left
     * out.
     *
     * @throws IOException if the file is there and is not such a file
     */
    Map<String, String> read() throws IOException {
        try {
            return entries(JSON.readTree(Files.readAllBytes(path())));
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (JacksonException broken) {
            throw new IOException(path() + " is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private Map<String, String> entries(JsonNode root) throws IOException {
        if (!root.isObject()) {
            throw new IOException(path() + " is not a JSON object");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        Set<String> given = new HashSet<>();
        root.properties().forEach(entry -> {
            String address = entry.getValue().asString("");
            if (entry.getKey().indexOf('/') > 0 && ClusterIpRange.contains(address) && given.add(address)) {
                entries.put(entry.getKey(), address);
            }
        });
        return entries;
    }

    /** Keeps an unusable file out of the way, for whoever wants to look at it. */
    void setAside() {
        try {
            Files.move(path(), directory.resolve(NAME + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stays) {
            LOG.log(Level.WARNING, path() + " stays where it is", stays);
        }
    }

    /** Writes aside, flushes to the disk and renames: whoever reads sees the old file or the new one. */
    void write(Map<String, String> addresses) throws IOException {
        Files.createDirectories(directory);
        Path aside = directory.resolve(ASIDE);
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(aside, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(addresses));
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(aside, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

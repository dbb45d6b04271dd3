package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The records of who made what, one file each in {@code run/runners}. Call it under the {@link FolderLock}. */
final class Runners {
    private static final String ENDING = ".json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MeshDirectory directory;

    Runners(MeshDirectory directory) {
        this.directory = directory;
    }

    /** Every record, dead runners' included. One that cannot be read counts as absent: its writer died over it. */
    List<Runner> all() {
        List<Runner> runners = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.runners())) {
            for (Path file : files.sorted().toList()) {
                read(file, runners);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return runners;
    }

    void put(Runner runner) {
        try {
            Folders.replace(file(runner.namespace()), JSON.writeValueAsBytes(runner), "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String namespace) {
        try {
            Files.deleteIfExists(file(namespace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a free address, and remembers it as the last given. */
    InetAddress nextAddress() {
        Path file = directory.run().resolve("last-address");
        Set<InetAddress> taken = all().stream()
                .map(Runner::address)
                .filter(Objects::nonNull)
                .map(InetAddress::ofLiteral)
                .collect(Collectors.toSet());
        try {
            InetAddress last = Files.exists(file)
                    ? InetAddress.ofLiteral(Files.readString(file).strip())
                    : AddressPool.GATEWAY;
            InetAddress next = AddressPool.next(taken, last);
            Folders.replace(
                    file, next.getHostAddress().getBytes(java.nio.charset.StandardCharsets.US_ASCII), "rw-------");
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String namespace) {
        return directory.runners().resolve(namespace + ENDING);
    }

    private static void read(Path file, List<Runner> runners) throws IOException {
        if (!file.getFileName().toString().endsWith(ENDING)
                || file.getFileName().toString().startsWith(".")) {
            return;
        }
        try {
            runners.add(JSON.readValue(Files.readAllBytes(file), Runner.class));
        } catch (JacksonException torn) {
            Files.deleteIfExists(file);
        }
    }
}

package io.weft.proxy.mesh;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The program h2spec, which asks a server of HTTP/2 everything the RFC demands. For Linux on amd64. */
final class H2Spec {
    private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    private static final int TAR_BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 11;
    private static final Pattern TESTCASE = Pattern.compile(
            "<testcase package=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*>(.*?)</testcase>", Pattern.DOTALL);

    private final Path directory;
    private final Path program;

    /** Unpacks it. */
    H2Spec(Path directory) throws IOException {
        this.directory = directory;
        this.program = directory.resolve("h2spec");
        try (DataInputStream tar = new DataInputStream(
                new GZIPInputStream(Objects.requireNonNull(H2Spec.class.getResourceAsStream(ARCHIVE))))) {
            byte[] head = tar.readNBytes(TAR_BLOCK);
            String size = new String(head, SIZE_AT, SIZE_DIGITS, StandardCharsets.US_ASCII);
            Files.write(program, tar.readNBytes(Integer.parseInt(size, 8)));
        }
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
    }

    static boolean runsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /**
     * What it found.
     *
     * @param asked how many cases there were
     * @param failures number and title of each that failed
     */
    record Report(int asked, List<String> failures) {}

    /** Asks {@code port} of this machine everything. */
    Report ask(int port) throws IOException, InterruptedException {
        Path report = directory.resolve(port + ".xml");
        Process run = new ProcessBuilder(
                        program.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-o",
                        "5",
                        "-j",
                        report.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream said = run.getInputStream()) {
            said.transferTo(OutputStream.nullOutputStream());
        }
        run.waitFor();
        List<MatchResult> cases =
                TESTCASE.matcher(Files.readString(report)).results().toList();
        return new Report(
                cases.size(),
                cases.stream()
                        .filter(each -> each.group(3).contains("<failure")
                                || each.group(3).contains("<error"))
                        .map(each -> each.group(1) + " " + each.group(2))
                        .toList());
    }
}

package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/**
 * Asks for one page again and again over one connection, as a client of a busy service does.
 *
 * <p>Threading: the caller waits.
 *
 * @param connection stays the caller's
 * @param path with its leading slash; its answers say how long they are
 */
record BusyClient(Socket connection, String path) {
    private static final String LENGTH = "content-length:";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LINE_MAX = 8192;

    /**
     * Asks until it has had {@code answers}, or has asked for as long as {@code most}.
     *
     * @return how many answers came; fewer if the connection broke, or was silent for two seconds
     * @throws IOException if it was broken from the beginning
     */
    int ask(int answers, Duration most) throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: "
                        + connection.getInetAddress().getHostAddress() + "\r\n\r\n")
                .getBytes(US_ASCII);
        long end = System.nanoTime() + most.toNanos();
        connection.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        int had = 0;
        try {
            while (had < answers && System.nanoTime() < end) {
                out.write(request);
                in.skipNBytes(lengthInHead(in));
                had++;
            }
        } catch (IOException broken) {
            return had;
        }
        return had;
    }

    private static int lengthInHead(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() > LINE_MAX) {
                throw new EOFException("no whole head of an answer");
            }
            line.append((char) read);
        }
        return line.toString().strip();
    }
}

package io.weft.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** One HTTP/1.1 connection, kept alive, that asks for one page again and again. One thread. */
final class Connection implements Asking {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String OK = "HTTP/1.1 200 ";
    /** In which proxies say what went wrong. */
    private static final String ERROR = "l5d-proxy-error:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] request;

    Connection(URI page) throws IOException {
        // Dialling is not measured, and this thread serves nobody else: here a name may be looked up.
        socket = new Socket(InetAddress.getByName(page.getHost()), page.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        request = ("GET " + page.getRawPath() + " HTTP/1.1\r\nHost: " + page.getHost() + ":" + page.getPort()
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Optional<String> ask() throws IOException {
        out.write(request);
        String status = line();
        long length = 0;
        String error = "";
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith(ERROR)) {
                error = header.substring(ERROR.length());
            } else if (lower.startsWith("transfer-encoding:")) {
                throw new IOException("only answers of known length are understood");
            }
        }
        in.skipNBytes(length);
        return status.startsWith(OK) ? Optional.empty() : Optional.of(status + error);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}

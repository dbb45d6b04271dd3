package io.weft.init;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.function.IntSupplier;

/** Says one line, which nobody else knows, to whoever connects, on a thread of its own until its socket is closed. */
final class TokenServer {
    private static final int LENGTH = 63;
    private static final String SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private TokenServer() {}

    static String token() {
        SecureRandom random = new SecureRandom();
        return random.ints(LENGTH, 0, SIGNS.length())
                .map(SIGNS::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static void start(ServerSocket socket, String token) {
        Thread.ofPlatform().daemon().name("token").start(() -> serve(socket, token));
    }

    private static void serve(ServerSocket socket, String token) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write((token + "\n").getBytes(US_ASCII));
            } catch (IOException gone) {
                // the client is; or, once it is closed, the socket
            }
        }
    }

    /**
     * A line, or as much of it as there is.
     *
     * @param length of what is expected, in characters; more is not read
     * @param patience how long each piece may take, in milliseconds
     */
    static String read(Socket server, int length, IntSupplier patience) throws IOException {
        byte[] line = new byte[length + 1];
        int got = 0;
        while (got < line.length) {
            server.setSoTimeout(patience.getAsInt());
            int more = server.getInputStream().read(line, got, line.length - got);
            if (more < 0) {
                break;
            }
            got += more;
        }
        return new String(line, 0, got, US_ASCII).stripTrailing();
    }
}

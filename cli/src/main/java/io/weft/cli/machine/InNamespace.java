package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reaches into network namespaces without a process of its own there: a socket belongs to the namespace of the thread that
 * makes it, and may be used from any thread afterwards.
 *
 * <p>Threading: any thread; the caller waits.
 */
public final class InNamespace {
    private static final int BODY_MAX = 16 << 20;

    private InNamespace() {}

    /** An answer to an HTTP request; {@code body} is read as UTF-8 and cut at 16 MiB. */
    public record Response(int status, String body) {
        /** Whether the request was answered as it should be: 200. */
        public boolean ok() {
            return status == HttpURLConnection.HTTP_OK;
        }
    }

    /**
     * Runs {@code work} on a new platform thread inside the namespace.
     *
     * @throws MachineException if the namespace cannot be entered
     * @throws UncheckedIOException if {@code work} threw an {@link IOException}
     */
    public static <T> T call(String namespace, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().name("in-" + namespace).daemon(true).start(() -> {
            try {
                Linux.enterNetwork(namespace);
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw unwrap(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted while in namespace " + namespace, e);
        }
    }

    /**
     * A connected channel, in blocking mode. The address is used as it is; DNS is not asked.
     *
     * @throws UncheckedIOException if the connection is refused or not made in time
     */
    public static SocketChannel connect(String namespace, InetSocketAddress address, Duration timeout) {
        return call(namespace, () -> {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        });
    }

    /**
     * Fetches {@code http://ADDRESS/path}.
     *
     * @param path with its leading slash
     * @param timeout for the connection, and again for each read
     * @throws UncheckedIOException if no answer can be had
     */
    public static Response get(String namespace, InetSocketAddress address, String path, Duration timeout) {
        String target = "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path;
        return call(namespace, () -> {
            HttpURLConnection http =
                    (HttpURLConnection) URI.create(target).toURL().openConnection(Proxy.NO_PROXY);
            http.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
            http.setReadTimeout(Math.toIntExact(timeout.toMillis()));
            // A connection kept alive would be found again under the same address in another namespace.
            http.setRequestProperty("Connection", "close");
            http.setInstanceFollowRedirects(false);
            http.setUseCaches(false);
            int status = http.getResponseCode();
            try (var body =
                    status < HttpURLConnection.HTTP_BAD_REQUEST ? http.getInputStream() : http.getErrorStream()) {
                return new Response(status, body == null ? "" : new String(body.readNBytes(BODY_MAX), UTF_8));
            } finally {
                http.disconnect();
            }
        });
    }

    /**
     * Where something is posted to, and how.
     *
     * @param path with its leading slash
     */
    public record Post(String path, Map<String, String> headers) {}

    /** Reads an answer while it arrives. */
    @FunctionalInterface
    public interface Reader {
        /** {@code body} is closed by whoever calls. */
        void read(int status, InputStream body) throws IOException;
    }

    /**
     * Posts to {@code http://ADDRESS/path} and reads the answer for as long as it comes.
     *
     * @param timeout for the connection alone
     * @param reader called on a thread in the namespace
     * @throws UncheckedIOException if no answer can be had, or it breaks off
     */
    public static void post(
            String namespace, InetSocketAddress address, Post post, byte[] content, Duration timeout, Reader reader) {
        String target = "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + post.path();
        Boolean _ = call(namespace, () -> {
            HttpURLConnection http =
                    (HttpURLConnection) URI.create(target).toURL().openConnection(Proxy.NO_PROXY);
            http.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
            http.setRequestMethod("POST");
            post.headers().forEach(http::setRequestProperty);
            http.setRequestProperty("Connection", "close");
            http.setInstanceFollowRedirects(false);
            http.setUseCaches(false);
            http.setDoOutput(true);
            http.setFixedLengthStreamingMode(content.length);
            try (var out = http.getOutputStream()) {
                out.write(content);
            }
            int status = http.getResponseCode();
            try (var body =
                    status < HttpURLConnection.HTTP_BAD_REQUEST ? http.getInputStream() : http.getErrorStream()) {
                reader.read(status, body == null ? InputStream.nullInputStream() : body);
                return true;
            } finally {
                http.disconnect();
            }
        });
    }

    private static RuntimeException unwrap(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case IOException e -> new UncheckedIOException(e);
            case Error e -> throw e;
            case null -> new IllegalStateException("failed without a cause");
            default -> new IllegalStateException(cause);
        };
    }
}

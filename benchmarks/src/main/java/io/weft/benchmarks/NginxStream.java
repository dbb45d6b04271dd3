package io.weft.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * nginx as either side of a pair that sees bytes alone, if it has the module for that.
 *
 * @param modules the directive that loads the module; empty: nginx was built with it
 */
record NginxStream(Certificates certificates, String modules) implements Sides {
    private static final int CLIENT_PORT = 15011;
    private static final int SERVER_PORT = 15453;
    private static final Pattern STREAM = Pattern.compile("--with-stream(=dynamic)?(?=\\s|$)");
    private static final Pattern FOLDER = Pattern.compile("--modules-path=(\\S+)");

    /** Empty: this machine's nginx cannot. */
    static Optional<NginxStream> find(Certificates certificates) {
        return modules(Tool.run(List.of("nginx", "-V")), Files::exists)
                .map(modules -> new NginxStream(certificates, modules));
    }

    /**
     * What loads the module.
     *
     * @param built what {@code nginx -V} prints
     * @param there whether a file exists
     */
    static Optional<String> modules(String built, Predicate<Path> there) {
        Matcher stream = STREAM.matcher(built);
        if (!stream.find()) {
            return Optional.empty();
        }
        if (stream.group(1) == null) {
            return Optional.of("");
        }
        Matcher folder = FOLDER.matcher(built);
        return folder.find()
                ? Optional.of(Path.of(folder.group(1), "ngx_stream_module.so"))
                        .filter(there)
                        .map(module -> "load_module " + module + ";")
                : Optional.empty();
    }

    @Override
    public String origin() {
        return "http://127.0.0.1:" + CLIENT_PORT;
    }

    @Override
    public List<String> client(Work work, String server) {
        return Nginx.command(work, "nginx-tcp-client", modules, """
                stream {
                  server {
                    listen 127.0.0.1:%d; proxy_pass %s:%d; tcp_nodelay on;
                    proxy_ssl on; proxy_ssl_protocols TLSv1.3; proxy_ssl_verify on; proxy_ssl_name %s;
                    proxy_ssl_server_name on; proxy_ssl_trusted_certificate %s;
                    proxy_ssl_certificate %s; proxy_ssl_certificate_key %s;
                  }
                }
                """.formatted(
                        CLIENT_PORT,
                        server,
                        SERVER_PORT,
                        Certificates.SERVER,
                        certificates.authority(),
                        certificates.file(Certificates.CLIENT + ".crt"),
                        certificates.file(Certificates.CLIENT + ".key")));
    }

    @Override
    public List<String> server(Work work, String address, int application) {
        return Nginx.command(work, "nginx-tcp-server", modules, """
                stream {
                  server {
                    listen %s:%d ssl; proxy_pass 127.0.0.1:%d; tcp_nodelay on;
                    ssl_protocols TLSv1.3; ssl_verify_client on; ssl_client_certificate %s;
                    ssl_certificate %s; ssl_certificate_key %s;
                  }
                }
                """.formatted(
                        address,
                        SERVER_PORT,
                        application,
                        certificates.authority(),
                        certificates.file(Certificates.SERVER + ".crt"),
                        certificates.file(Certificates.SERVER + ".key")));
    }
}

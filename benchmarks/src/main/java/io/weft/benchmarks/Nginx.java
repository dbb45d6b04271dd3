package io.weft.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** nginx as either side of a pair: one worker each, connections kept. */
record Nginx(Certificates certificates) implements Sides {
    private static final int CLIENT_PORT = 15001;
    private static final int SERVER_PORT = 15443;
    private static final String KEPT = "keepalive 256; keepalive_requests 1000000000;";

    @Override
    public String origin() {
        return "http://127.0.0.1:" + CLIENT_PORT;
    }

    @Override
    public List<String> client(Work work, String server) {
        return command(work, "nginx-client", """
                upstream peer { server %s:%d; %s }
                server {
                  listen 127.0.0.1:%d;
                  location / {
                    proxy_pass https://peer; proxy_http_version 1.1; proxy_set_header Connection "";
                    proxy_ssl_protocols TLSv1.3; proxy_ssl_verify on; proxy_ssl_name %s; proxy_ssl_server_name on;
                    proxy_ssl_trusted_certificate %s; proxy_ssl_certificate %s; proxy_ssl_certificate_key %s;
                  }
                }
                """.formatted(
                        server,
                        SERVER_PORT,
                        KEPT,
                        CLIENT_PORT,
                        Certificates.SERVER,
                        certificates.authority(),
                        certificates.file(Certificates.CLIENT + ".crt"),
                        certificates.file(Certificates.CLIENT + ".key")));
    }

    @Override
    public List<String> server(Work work, String address, int application) {
        return command(work, "nginx-server", """
                upstream application { server 127.0.0.1:%d; %s }
                server {
                  listen %s:%d ssl;
                  ssl_protocols TLSv1.3; ssl_verify_client on; ssl_client_certificate %s;
                  ssl_certificate %s; ssl_certificate_key %s;
                  location / { proxy_pass http://application; proxy_http_version 1.1; proxy_set_header Connection ""; }
                }
                """.formatted(
                        application,
                        KEPT,
                        address,
                        SERVER_PORT,
                        certificates.authority(),
                        certificates.file(Certificates.SERVER + ".crt"),
                        certificates.file(Certificates.SERVER + ".key")));
    }

    /** The command that runs one worker with this HTTP server. */
    static List<String> command(Work work, String name, String http) {
        return command(
                work, name, "", """
                http {
                  access_log off; keepalive_requests 1000000000;
                  client_body_temp_path %1$s.tmp; proxy_temp_path %1$s.tmp; fastcgi_temp_path %1$s.tmp;
                  uwsgi_temp_path %1$s.tmp; scgi_temp_path %1$s.tmp;
                %2$s}
                """.formatted(work.folder().resolve(name), http.endsWith("\n") ? http : http + "\n"));
    }

    /**
     * The command that runs one worker with this configuration.
     *
     * @param modules directives that load what the configuration needs
     */
    static List<String> command(Work work, String name, String modules, String configuration) {
        Path file =
                work.write(name + ".conf", """
                %s
                worker_processes 1; daemon off; user root; error_log stderr; pid %s.pid;
                events { worker_connections 4096; }
                %s""".formatted(modules, work.folder().resolve(name), configuration));
        return List.of("nginx", "-c", file.toString());
    }
}

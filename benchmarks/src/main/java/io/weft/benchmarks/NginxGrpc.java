package io.weft.benchmarks;

import java.util.List;

/** nginx as either side of a pair that passes gRPC on: one worker each, connections kept. */
record NginxGrpc(Certificates certificates) implements Sides {
    private static final int CLIENT_PORT = 15021;
    private static final int SERVER_PORT = 15463;
    private static final String KEPT = "keepalive 256; keepalive_requests 1000000000;";

    @Override
    public String origin() {
        return "grpc://127.0.0.1:" + CLIENT_PORT;
    }

    @Override
    public List<String> client(Work work, String server) {
        return Nginx.command(work, "nginx-grpc-client", """
                upstream peer { server %s:%d; %s }
                server {
                  listen 127.0.0.1:%d http2; client_max_body_size 0;
                  location / {
                    grpc_pass grpcs://peer;
                    grpc_ssl_protocols TLSv1.3; grpc_ssl_verify on; grpc_ssl_name %s; grpc_ssl_server_name on;
                    grpc_ssl_trusted_certificate %s; grpc_ssl_certificate %s; grpc_ssl_certificate_key %s;
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
        return Nginx.command(work, "nginx-grpc-server", """
                upstream application { server 127.0.0.1:%d; %s }
                server {
                  listen %s:%d ssl http2; client_max_body_size 0;
                  ssl_protocols TLSv1.3; ssl_verify_client on; ssl_client_certificate %s;
                  ssl_certificate %s; ssl_certificate_key %s;
                  location / { grpc_pass grpc://application; }
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
}

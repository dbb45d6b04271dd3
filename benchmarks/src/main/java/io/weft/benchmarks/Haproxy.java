package io.weft.benchmarks;

import java.util.List;

/** haproxy as either side of a pair: one thread each, connections kept and, of HTTP, shared. */
record Haproxy(Certificates certificates, Protocol protocol) implements Sides {
    private static final int CLIENT_PORT = 15002;
    private static final int SERVER_PORT = 15444;

    @Override
    public String origin() {
        return protocol.scheme() + "://127.0.0.1:" + port(CLIENT_PORT);
    }

    @Override
    public List<String> client(Work work, String server) {
        return command(
                work,
                name("client"),
                "bind 127.0.0.1:" + port(CLIENT_PORT) + clear(),
                "server peer %s:%d ssl ssl-min-ver TLSv1.3 verify required verifyhost %s sni str(%s) ca-file %s crt %s%s"
                        .formatted(
                                server,
                                port(SERVER_PORT),
                                Certificates.SERVER,
                                Certificates.SERVER,
                                certificates.authority(),
                                certificates.file(Certificates.CLIENT + ".pem"),
                                agreed()));
    }

    @Override
    public List<String> server(Work work, String address, int application) {
        return command(
                work,
                name("server"),
                "bind %s:%d ssl ssl-min-ver TLSv1.3 verify required ca-file %s crt %s%s"
                        .formatted(
                                address,
                                port(SERVER_PORT),
                                certificates.authority(),
                                certificates.file(Certificates.SERVER + ".pem"),
                                agreed()),
                "server application 127.0.0.1:" + application + clear());
    }

    /** Each protocol has ports of its own. */
    private int port(int ofHttp) {
        return ofHttp + protocol.distance();
    }

    /** Without TLS nothing is agreed on: it must be said. */
    private String clear() {
        return protocol == Protocol.GRPC ? " proto h2" : "";
    }

    private String agreed() {
        return protocol == Protocol.GRPC ? " alpn h2" : "";
    }

    /** Of the configuration and the log. */
    private String name(String side) {
        return "haproxy-" + protocol.text() + "-" + side;
    }

    private List<String> command(Work work, String name, String bind, String server) {
        return List.of(
                "haproxy",
                "-db",
                "-f",
                work.write(name + ".cfg", """
                global
                  nbthread 1
                  maxconn 4096
                defaults
                  mode %s
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  %s
                frontend in
                  %s
                  default_backend out
                backend out
                  %s
                """.formatted(
                                        protocol == Protocol.TCP ? "tcp" : "http",
                                        protocol == Protocol.TCP ? "" : "http-reuse always",
                                        bind,
                                        server))
                        .toString());
    }
}

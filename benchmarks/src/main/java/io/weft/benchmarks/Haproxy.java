package io.weft.benchmarks;

import java.util.List;

/** haproxy as either side of a pair: one thread each, connections kept and shared. */
record Haproxy(Certificates certificates) {
    private static final int CLIENT_PORT = 15002;
    private static final int SERVER_PORT = 15444;

    static String origin() {
        return "http://127.0.0.1:" + CLIENT_PORT;
    }

    List<String> client(Work work, String server) {
        return command(
                work,
                "haproxy-client",
                "bind 127.0.0.1:" + CLIENT_PORT,
                "server peer %s:%d ssl ssl-min-ver TLSv1.3 verify required verifyhost %s sni str(%s) ca-file %s crt %s"
                        .formatted(
                                server,
                                SERVER_PORT,
                                Certificates.SERVER,
                                Certificates.SERVER,
                                certificates.authority(),
                                certificates.file(Certificates.CLIENT + ".pem")));
    }

    List<String> server(Work work, String address, int application) {
        return command(
                work,
                "haproxy-server",
                "bind %s:%d ssl ssl-min-ver TLSv1.3 verify required ca-file %s crt %s"
                        .formatted(
                                address,
                                SERVER_PORT,
                                certificates.authority(),
                                certificates.file(Certificates.SERVER + ".pem")),
                "server application 127.0.0.1:" + application);
    }

    private static List<String> command(Work work, String name, String bind, String server) {
        return List.of(
                "haproxy",
                "-db",
                "-f",
                work.write(name + ".cfg", """
                global
                  nbthread 1
                  maxconn 4096
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  http-reuse always
                frontend in
                  %s
                  default_backend out
                backend out
                  %s
                """.formatted(bind, server)).toString());
    }
}

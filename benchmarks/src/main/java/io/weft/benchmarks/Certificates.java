package io.weft.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority of an afternoon, with a certificate for each side of the peers' pairs. */
record Certificates(Path folder) {
    /** What both sides' certificates name. */
    static final String SERVER = "server.bench";

    static final String CLIENT = "client.bench";

    private static final List<String> NEW_KEY =
            List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes");

    static Certificates make(Work work) {
        Certificates made = new Certificates(work.folder());
        made.openssl(
                NEW_KEY, "req", "-x509", "-days", "2", "-subj", "/CN=bench", "-keyout", "ca.key", "-out", "ca.crt");
        for (String name : List.of(SERVER, CLIENT)) {
            made.openssl(NEW_KEY, "req", "-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".csr");
            work.write(name + ".ext", "subjectAltName=DNS:" + name + "\nextendedKeyUsage=serverAuth,clientAuth\n");
            made.openssl(
                    List.of(),
                    "x509",
                    "-req",
                    "-days",
                    "2",
                    "-in",
                    name + ".csr",
                    "-CA",
                    "ca.crt",
                    "-CAkey",
                    "ca.key",
                    "-CAcreateserial",
                    "-extfile",
                    name + ".ext",
                    "-out",
                    name + ".crt");
            // haproxy reads both from one file.
            work.write(name + ".pem", work.read(name + ".crt") + work.read(name + ".key"));
        }
        return made;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path authority() {
        return file("ca.crt");
    }

    private void openssl(List<String> more, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (String argument : arguments) {
            command.add(
                    argument.matches(".*\\.(key|crt|csr|ext)") ? file(argument).toString() : argument);
        }
        command.addAll(more);
        Tool.run(command);
    }
}

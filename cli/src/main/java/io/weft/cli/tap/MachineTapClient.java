package io.weft.cli.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.viz.RunningViz;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tap of a mesh on this machine: viz-service, asked inside its own namespace, with the admin token.
 *
 * @param network that namespace
 * @param token what opens it
 */
record MachineTapClient(String network, String token) implements TapSource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int UNAUTHORIZED = 401;

    /**
     * Finds it.
     *
     * @throws MachineException if the mesh of this directory is not up, or the token cannot be read
     */
    static MachineTapClient of(MeshDirectory directory) {
        String network = RunningViz.of(directory).network();
        try {
            return new MachineTapClient(
                    network, Files.readString(directory.adminToken(), US_ASCII).strip());
        } catch (IOException e) {
            throw new MachineException("cannot read the admin token " + directory.adminToken(), e);
        }
    }

    @Override
    public void look(TapQuestion question, Consumer<TapEvent> events) {
        InNamespace.Post post = new InNamespace.Post(
                TapAnswer.path(question),
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/octet-stream"));
        try {
            InNamespace.post(
                    network,
                    RunningViz.WEB,
                    post,
                    TapTranslator.request(question),
                    PATIENCE,
                    (status, body) -> read(status, body, events));
        } catch (UncheckedIOException e) {
            throw new MachineException("viz-service does not answer: see linkerd check", e);
        }
    }

    private static void read(int status, InputStream body, Consumer<TapEvent> events) throws IOException {
        if (status == UNAUTHORIZED) {
            throw new MachineException("viz-service does not know the admin token");
        }
        TapAnswer.read(status, body, events);
    }
}

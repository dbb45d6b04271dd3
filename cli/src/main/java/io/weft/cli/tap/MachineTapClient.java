package io.weft.cli.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.viz.ResourceKind;
import io.weft.cli.viz.RunningViz;
import java.io.DataInputStream;
import java.io.EOFException;
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
    private static final String ROOT = "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20; // of one event
    private static final int OK = 200;
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
                path(question), Map.of("Authorization", "Bearer " + token, "Content-Type", "application/octet-stream"));
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

    static String path(TapQuestion question) {
        ResourceKind kind = question.target().kind();
        String name = question.target().name();
        if (kind == ResourceKind.NAMESPACE) {
            return ROOT + (name.isEmpty() ? question.namespace() : name) + "/tap";
        }
        return ROOT + question.namespace() + "/" + kind.text() + "s" + (name.isEmpty() ? "" : "/" + name) + "/tap";
    }

    private static void read(int status, InputStream body, Consumer<TapEvent> events) throws IOException {
        DataInputStream in = new DataInputStream(body);
        switch (status) {
            case OK -> {
                for (byte[] frame = frame(in); frame.length > 0; frame = frame(in)) {
                    events.accept(TapTranslator.event(frame));
                }
                throw new MachineException("viz-service ended the tap: see linkerd check");
            }
            case UNAUTHORIZED -> throw new MachineException("viz-service does not know the admin token");
            default -> throw new MachineException(TapTranslator.error(frame(in)));
        }
    }

    /** Empty at the end. */
    private static byte[] frame(DataInputStream in) throws IOException {
        int length;
        try {
            length = Integer.reverseBytes(in.readInt());
        } catch (EOFException end) {
            return new byte[0];
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("an event of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return frame;
    }
}

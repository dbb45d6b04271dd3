package io.weft.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.machine.MachineException;
import io.weft.cli.viz.ResourceKind;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where tap is asked, and what it answers: frames of four bytes of length, the least first, and a message.
 *
 * @see "wire-api, 15.1"
 */
final class TapAnswer {
    private static final String ROOT = "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/";
    private static final int MOST_BYTES = 1 << 20; // of one event
    private static final int OK = 200;

    private TapAnswer() {}

    static String path(TapQuestion question) {
        ResourceKind kind = question.target().kind();
        String name = question.target().name();
        if (kind == ResourceKind.NAMESPACE) {
            return ROOT + (name.isEmpty() ? question.namespace() : name) + "/tap";
        }
        return ROOT + question.namespace() + "/" + kind.text() + "s" + (name.isEmpty() ? "" : "/" + name) + "/tap";
    }

    /**
     * Hands on events as they come.
     *
     * @throws MachineException at their end, or if there are none; the message says why
     */
    static void read(int status, InputStream body, Consumer<TapEvent> events) throws IOException {
        if (status != OK) {
            throw new MachineException(refusal(status, body.readNBytes(MOST_BYTES)));
        }
        DataInputStream in = new DataInputStream(body);
        for (byte[] frame = frame(in); frame.length > 0; frame = frame(in)) {
            events.accept(TapTranslator.event(frame));
        }
        throw new MachineException("viz-service ended the tap: see linkerd check");
    }

    /** Tap frames what it says of a question, and says in JSON what it says of users, as the API server does. */
    private static String refusal(int status, byte[] body) throws IOException {
        if (body.length > 0 && body[0] == '{') {
            try {
                JsonNode json = JsonMapper.shared().readTree(body);
                return json.path("error").asString(json.path("message").asString("tap answered " + status));
            } catch (JacksonException e) {
                return "tap answered " + status + ": " + new String(body, UTF_8);
            }
        }
        byte[] frame = frame(new DataInputStream(new ByteArrayInputStream(body)));
        return frame.length == 0 ? "tap answered " + status : TapTranslator.error(frame);
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

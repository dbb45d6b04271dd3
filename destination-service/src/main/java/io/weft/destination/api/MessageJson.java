package io.weft.destination.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.weft.destination.reasons.Explained;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages as the JSON that protobuf defines for them. Pure. */
final class MessageJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private MessageJson() {}

    static ObjectNode of(MessageOrBuilder message) {
        try {
            return (ObjectNode) JSON.readTree(PRINTER.print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message of our own cannot be printed", e);
        }
    }

    /** The message's fields, and {@code reasons} beside them. */
    static JsonNode of(Explained<? extends MessageOrBuilder> explained) {
        ObjectNode json = of(explained.answer());
        json.set("reasons", JSON.valueToTree(explained.reasons()));
        return json;
    }
}

package io.weft.destination.grpc;

import io.grpc.Drainable;
import io.weft.api.destination.Update;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A message of {@code Destination/Get} as it goes over the wire: encoded once, however many streams it is for. Immutable. */
final class EncodedUpdate {
    private final byte[] bytes;

    private EncodedUpdate(byte[] bytes) {
        this.bytes = bytes;
    }

    static EncodedUpdate of(Update update) {
        return new EncodedUpdate(update.toByteArray());
    }

    /** Of what a message would be encoded to. */
    static EncodedUpdate read(InputStream encoded) throws IOException {
        return new EncodedUpdate(encoded.readAllBytes());
    }

    /** A new stream of the same bytes. */
    InputStream stream() {
        return new Bytes(bytes);
    }

    /** Hands its bytes over in one piece. */
    private static final class Bytes extends ByteArrayInputStream implements Drainable {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int drainTo(OutputStream target) throws IOException {
            int left = available();
            target.write(buf, pos, left);
            pos += left;
            return left;
        }
    }
}

package io.weft.identity.mint;

import java.io.IOException;
import java.nio.file.Path;

/** The unix socket cannot be opened. */
public final class MintSocketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    MintSocketException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    static MintSocketException cannotOpen(Path path, IOException cause) {
        return new MintSocketException(
                "The socket " + path + " cannot be opened: " + cause.getMessage() + ".",
                "Give mesh.identity.mint-socket a path of at most 107 bytes in a directory that belongs to the user of this"
                        + " service.");
    }

    /** What to do about it, in whole sentences. */
    public String advice() {
        return advice;
    }
}

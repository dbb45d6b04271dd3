package io.weft.cli.machine;

/** Something on this machine is not as it must be. The message says what, and what to do about it. */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MachineException(String message) {
        super(message);
    }

    public MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}

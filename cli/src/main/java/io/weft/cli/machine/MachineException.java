package io.weft.cli.machine;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Something on this machine is not as it must be. The message says what, and what to do about it. */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MachineException(String message) {
        super(message);
    }

    public MachineException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What a failure has to say, in words; the JDK's own file errors often say the file's name and nothing else.
     *
     * @return never empty
     */
    public static String describe(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException e when e.getCause() != null && isOf(e, e.getCause()) -> describe(e.getCause());
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case AccessDeniedException e -> "no access to " + e.getFile();
            case FileAlreadyExistsException e -> e.getFile() + " exists already";
            case DirectoryNotEmptyException e -> e.getFile() + " is not empty";
            default -> {
                String message = failure.getMessage();
                yield message == null || message.isEmpty() ? failure.toString() : message;
            }
        };
    }

    /** Whether an exception only wraps its cause. */
    private static boolean isOf(Throwable wrapper, Throwable cause) {
        return cause.toString().equals(wrapper.getMessage());
    }
}

package io.weft.cli.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/**
 * How the terminal at standard input and output behaves.
 *
 * <p>Threading: any thread.
 */
final class TerminalMode {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final long TCGETS = 0x5401;
    private static final long TCSETS = 0x5402;
    private static final long TIOCGWINSZ = 0x5413;
    private static final int TERMIOS_BYTES = 64; // 36 are used
    private static final int LOCAL_FLAGS = 12; // where they are
    private static final int LINES = 2; // ICANON
    private static final int ECHO = 8;
    private static final int MOST_TIME = 17 + 5; // VTIME, where it is
    private static final int LEAST_BYTES = 17 + 6; // VMIN

    private static final CFunction IOCTL =
            CFunction.of("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));

    private final byte[] bytes; // what the kernel calls struct termios

    private TerminalMode(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Keys come as they are pressed and are not shown; signals go on to be sent by theirs.
     *
     * @return how it was before
     * @throws MachineException if standard input is no terminal
     */
    static TerminalMode keys() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mode = arena.allocate(TERMIOS_BYTES, Long.BYTES);
            if (!call(arena, INPUT, TCGETS, mode)) {
                throw new MachineException("standard input is no terminal");
            }
            TerminalMode before = new TerminalMode(mode.toArray(JAVA_BYTE));
            mode.set(JAVA_INT, LOCAL_FLAGS, mode.get(JAVA_INT, LOCAL_FLAGS) & ~(LINES | ECHO));
            mode.set(JAVA_BYTE, MOST_TIME, (byte) 0);
            mode.set(JAVA_BYTE, LEAST_BYTES, (byte) 1);
            call(arena, INPUT, TCSETS, mode);
            return before;
        }
    }

    void restore() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mode = arena.allocate(TERMIOS_BYTES, Long.BYTES);
            mode.copyFrom(MemorySegment.ofArray(bytes));
            call(arena, INPUT, TCSETS, mode);
        }
    }

    /** Of standard output; that of a terminal of long ago where it is not known. */
    static TerminalSize size() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(4 * Short.BYTES, Short.BYTES);
            boolean known = call(arena, OUTPUT, TIOCGWINSZ, size);
            int rows = size.get(JAVA_SHORT, 0);
            int columns = size.get(JAVA_SHORT, Short.BYTES);
            return known && rows > 0 && columns > 0 ? new TerminalSize(rows, columns) : TerminalSize.USUAL;
        }
    }

    private static boolean call(Arena arena, int descriptor, long request, MemorySegment argument) {
        try {
            MemorySegment state = arena.allocate(Linux.errnoLayout());
            return (int) IOCTL.handle().invokeExact(state, descriptor, request, argument) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

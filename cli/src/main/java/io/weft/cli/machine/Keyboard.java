package io.weft.cli.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's keys, one at a time and not shown: until closed, or the process ends.
 *
 * <p>Threading: a thread of its own reads; closed by one thread, once.
 */
public final class Keyboard implements AutoCloseable {
    private static final int ESCAPE = 27;
    private static final int DELETE = 127;
    private static final int PRINTABLE = ' ';

    private final InputStream in;
    private final BlockingQueue<KeyPress> keys = new LinkedBlockingQueue<>();
    private final TerminalMode mode;
    private final Thread restore;

    private Keyboard(InputStream in, TerminalMode mode) {
        this.in = in;
        this.mode = mode;
        this.restore = new Thread(mode::restore, "terminal");
    }

    /**
     * From now on keys are not lines.
     *
     * @throws MachineException if standard input is no terminal
     */
    public static Keyboard open() {
        Keyboard keyboard = new Keyboard(System.in, TerminalMode.keys());
        Runtime.getRuntime().addShutdownHook(keyboard.restore);
        Thread.ofPlatform().daemon().name("keys").start(keyboard::read);
        return keyboard;
    }

    /** What has been pressed and not been taken. */
    public BlockingQueue<KeyPress> keys() {
        return keys;
    }

    private void read() {
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                KeyPress key = key(c, in);
                if (key != null) {
                    keys.add(key);
                }
            }
        } catch (IOException gone) {
            // nobody presses any more
        }
    }

    /** Null for keys nobody knows. An arrow is three characters that come at once. */
    static @Nullable KeyPress key(int c, InputStream rest) throws IOException {
        return switch (c) {
            case '\r', '\n' -> KeyPress.Special.ENTER;
            case '\b', DELETE -> KeyPress.Special.BACKSPACE;
            case ESCAPE -> rest.available() > 0 && rest.skip(1) > 0 ? arrow(rest.read()) : KeyPress.Special.ESCAPE;
            default -> c >= PRINTABLE && c < DELETE ? new KeyPress.Letter((char) c) : null;
        };
    }

    private static @Nullable KeyPress arrow(int letter) {
        return switch (letter) {
            case 'C' -> KeyPress.Special.RIGHT;
            case 'D' -> KeyPress.Special.LEFT;
            default -> null;
        };
    }

    @Override
    public void close() {
        mode.restore();
        Runtime.getRuntime().removeShutdownHook(restore);
    }
}

package io.weft.cli.machine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Catches the signals sent to this process.
 *
 * <p>The JDK's own class for it is not part of the language's platform, so the compiler warns of every mention; hence
 * reflection.
 */
public final class Signals {
    /** Ctrl-C. */
    public static final int INT = 2;

    public static final int TERM = 15;

    private static final Map<String, Integer> CAUGHT = new LinkedHashMap<>();

    static {
        CAUGHT.put("HUP", 1);
        CAUGHT.put("INT", INT);
        CAUGHT.put("USR1", 10);
        CAUGHT.put("USR2", 12);
        CAUGHT.put("TERM", TERM);
        CAUGHT.put("WINCH", 28);
    }

    private Signals() {}

    /**
     * From now on {@code handler} is told the number of every signal that asks to end this process ({@code INT, TERM, HUP}) or
     * is meant for a program ({@code USR1, USR2, WINCH}); a signal the JVM keeps for itself is left alone. Called on a thread
     * of the JVM's.
     */
    public static void handle(IntConsumer handler) {
        CAUGHT.forEach((name, number) -> handle(name, number, handler));
    }

    /** Only those that ask to end this process. */
    public static void handleEnd(IntConsumer handler) {
        handle("HUP", 1, handler);
        handle("INT", INT, handler);
        handle("TERM", TERM, handler);
    }

    private static void handle(String name, int number, IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.accept(number);
                        }
                        return null;
                    });
            Method register = signal.getMethod("handle", signal, handlerType);
            Object _ = register.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException keptByJvm) {
            if (!(keptByJvm.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(keptByJvm);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM cannot catch signals", e);
        }
    }
}

package io.weft.cli.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * The calls of the C library that Java has no way to make; each is looked for when it is first made, and not found on another
 * system. Threading: {@link #enterNetwork} changes the calling platform
 * thread; the others, any thread.
 */
public final class Linux {
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int ESRCH = 3;

    private static final CFunction OPEN = CFunction.of("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final CFunction CLOSE = CFunction.of("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final CFunction SETNS = CFunction.of("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final CFunction KILL = CFunction.of("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final CFunction ISATTY = CFunction.of("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Linux() {}

    /**
     * Moves the calling thread into a named network namespace, for the rest of its life.
     *
     * @throws MachineException if there is no such namespace or this process is not allowed in
     */
    static void enterNetwork(String namespace) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread has no network namespace of its own");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Errno.STATE);
            MemorySegment path = arena.allocateFrom("/run/netns/" + namespace);
            int file = (int) OPEN.handle().invokeExact(state, path, O_RDONLY_CLOEXEC);
            if (file < 0) {
                throw new MachineException(
                        "there is no network namespace " + namespace + " (errno " + errno(state) + ")");
            }
            int entered = (int) SETNS.handle().invokeExact(state, file, CLONE_NEWNET);
            int errno = errno(state);
            int closed = (int) CLOSE.handle().invokeExact(state, file);
            if (entered != 0 || closed != 0) {
                throw new MachineException("cannot enter network namespace " + namespace + " (errno " + errno + ")");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a signal; a process that is gone already is fine. */
    static void signal(long pid, int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Errno.STATE);
            int sent = (int) KILL.handle().invokeExact(state, Math.toIntExact(pid), number);
            if (sent != 0 && errno(state) != ESRCH) {
                throw new MachineException("cannot signal process " + pid + " (errno " + errno(state) + ")");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether a file descriptor is a terminal; no, where the system cannot tell.
     *
     * @param descriptor 0, 1 or 2
     */
    static boolean isTerminal(int descriptor) {
        return isTerminal(descriptor, ISATTY);
    }

    static boolean isTerminal(int descriptor, CFunction isatty) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) isatty.handle().invokeExact(arena.allocate(Errno.STATE), descriptor) == 1;
        } catch (MachineException unknown) {
            return false;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of what is left by a call, for its error. */
    static MemoryLayout errnoLayout() {
        return Errno.STATE;
    }

    private static int errno(MemorySegment state) {
        return (int) Errno.NUMBER.get(state, 0L);
    }

    /** Where a call leaves its error; looked up with the first call. */
    private static final class Errno {
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle NUMBER = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        private Errno() {}
    }
}

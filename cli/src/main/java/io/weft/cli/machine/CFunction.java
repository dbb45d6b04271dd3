package io.weft.cli.machine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One function of the C library, looked for when it is first called: a system without it can do everything else.
 *
 * <p>Threading: safe from any thread.
 */
final class CFunction {
    private final String name;
    private final FunctionDescriptor type;
    private final Supplier<SymbolLookup> library;
    private volatile @Nullable MethodHandle handle;

    /** @param library where it is looked for */
    CFunction(String name, FunctionDescriptor type, Supplier<SymbolLookup> library) {
        this.name = name;
        this.type = type;
        this.library = library;
    }

    static CFunction of(String name, FunctionDescriptor type) {
        return new CFunction(name, type, () -> Linker.nativeLinker().defaultLookup());
    }

    /**
     * To be called with a segment for {@code errno} before the function's own arguments.
     *
     * @throws MachineException if this system has no such function, or this process may not call it
     */
    MethodHandle handle() {
        MethodHandle known = handle;
        if (known == null) {
            known = bind();
            handle = known;
        }
        return known;
    }

    @SuppressWarnings("restricted") // the launcher allows this class path native access
    private MethodHandle bind() {
        try {
            return Linker.nativeLinker()
                    .downcallHandle(library.get().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
        } catch (RuntimeException e) {
            throw new MachineException(
                    "this system has no function " + name + " that can be called: a mesh on one machine needs Linux",
                    e);
        }
    }
}

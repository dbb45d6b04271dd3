package io.weft.cli.machine;

import java.util.function.Consumer;

/** The steps of a removal: what one fails at is told, and keeps none of the others. Not safe for several threads. */
final class CleanUp {
    private final String whose;
    private final Consumer<String> notes;
    private boolean complete = true;

    /**
     * Nothing is done yet.
     *
     * @param whose for the notes
     * @param notes told what could not be done
     */
    CleanUp(String whose, Consumer<String> notes) {
        this.whose = whose;
        this.notes = notes;
    }

    /** @param what for instance {@code its folder} */
    void step(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            complete = false;
            notes.accept("cleaning up after " + whose + ", " + what + ": " + MachineException.describe(e));
        }
    }

    /** Whether every step succeeded so far. */
    boolean isComplete() {
        return complete;
    }
}

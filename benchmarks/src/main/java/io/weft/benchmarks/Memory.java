package io.weft.benchmarks;

/**
 * Memory of processes, in kilobytes of 1024 bytes.
 *
 * @param resident all of it, shared files included
 * @param proportional as {@code resident}, but of what is shared only this process's part
 * @param anonymous what no file stands behind: heap, stacks, buffers
 */
public record Memory(long resident, long proportional, long anonymous) {
    static final Memory NONE = new Memory(0, 0, 0);

    Memory plus(Memory other) {
        return new Memory(resident + other.resident, proportional + other.proportional, anonymous + other.anonymous);
    }

    /** The greater of each. */
    Memory max(Memory other) {
        return new Memory(
                Math.max(resident, other.resident),
                Math.max(proportional, other.proportional),
                Math.max(anonymous, other.anonymous));
    }
}

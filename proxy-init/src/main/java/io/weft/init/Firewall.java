package io.weft.init;

/** The kernel's packet filter in this network namespace, as its command-line programs see it. */
interface Firewall {
    /** What a program left: whether it went well, and what it printed, errors included. */
    record Outcome(boolean ok, String output) {}

    /** Runs a program to its end, with {@code input} on standard input; one that is not there is an outcome, too. */
    Outcome run(String input, String... command);

    /**
     * Sets how long connections are kept in CLOSE_WAIT.
     *
     * @throws InitException if the kernel does not let us
     */
    void closeWait(int seconds);

    /** Whether the kernel has IPv6 at all. */
    boolean hasIpv6();

    static Firewall ofSystem() {
        return new SystemFirewall();
    }
}

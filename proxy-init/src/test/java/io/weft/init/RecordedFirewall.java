package io.weft.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Remembers what it was asked, and has only the programs it is told of. */
final class RecordedFirewall implements Firewall {
    final List<String> asked = new ArrayList<>();
    final List<String> restored = new ArrayList<>();
    private final Set<String> working;
    private final String saved;
    boolean ipv6 = true;

    RecordedFirewall(String saved, String... working) {
        this.saved = saved;
        this.working = Set.of(working);
    }

    @Override
    public Outcome run(String input, String... command) {
        asked.add(String.join(" ", command));
        if (!working.contains(command[0])) {
            return new Outcome(false, "no such program\n");
        }
        if (!input.isEmpty()) {
            restored.add(input);
        }
        return new Outcome(true, saved);
    }

    @Override
    public boolean hasIpv6() {
        return ipv6;
    }

    @Override
    public void closeWait(int seconds) {
        asked.add("close-wait " + seconds);
    }
}

package io.weft.cli.check;

import java.util.List;

/** Checks under one heading, in their order. */
record CheckGroup(String name, List<Check> checks) {
    CheckGroup {
        checks = List.copyOf(checks);
    }
}

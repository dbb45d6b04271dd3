package io.weft.cli.check;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Results as one JSON document at the end.
 *
 * @see "cli, 4"
 */
final class JsonReport implements CheckReport {
    private final Console console;
    private final List<GroupResult> groups = new ArrayList<>();

    JsonReport(Console console) {
        this.console = console;
    }

    private record Document(boolean success, List<GroupResult> categories) {}

    @Override
    public void waiting(Check check, String error) {
        // how often it was looked at is left out
    }

    @Override
    public void group(GroupResult group) {
        groups.add(group);
    }

    @Override
    public void end(boolean success) {
        console.print(Json.of(new Document(success, groups)));
    }
}

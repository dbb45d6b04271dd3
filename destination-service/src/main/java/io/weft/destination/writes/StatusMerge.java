package io.weft.destination.writes;

import io.weft.destination.statuses.Report;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a report into a status that others write to as well: what is theirs stays, in its place. A condition that is what it was
 * keeps the time of its last transition. Pure.
 */
final class StatusMerge {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode status;
    private final String now;

    /** @param object as it stands in the cluster */
    StatusMerge(JsonNode object, Instant now) {
        this.status = object.path("status");
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What is to replace the members of that name; empty if the status says it all already. */
    Optional<ObjectNode> merged(Report report) {
        ObjectNode said = switch (report) {
            case Report.OfParents route -> parents(route.parents());
            case Report.OfItself other -> itself(other);
        };
        boolean same =
                said.properties().stream().allMatch(member -> member.getValue().equals(status.path(member.getKey())));
        return same ? Optional.empty() : Optional.of(said);
    }

    private ObjectNode parents(List<ParentStatus> parents) {
        ArrayNode all = kept("parents", entry -> !isOurs(entry));
        parents.forEach(parent -> all.add(entry(parent)));
        return JSON.createObjectNode().set("parents", all);
    }

    private ObjectNode entry(ParentStatus parent) {
        ObjectNode ref = ref(parent.parent());
        JsonNode before = stream(status.path("parents"))
                .filter(entry -> isOurs(entry) && entry.path("parentRef").equals(ref))
                .findFirst()
                .orElse(JSON.createObjectNode());
        ObjectNode entry = JSON.createObjectNode().put("controllerName", ParentStatus.CONTROLLER);
        entry.set("parentRef", ref);
        ArrayNode conditions = entry.putArray("conditions");
        parent.conditions().forEach(condition -> conditions.add(condition(condition, before)));
        return entry;
    }

    private static ObjectNode ref(ParentRef parent) {
        ObjectNode ref = JSON.createObjectNode()
                .put("group", parent.group())
                .put("kind", parent.kind())
                .put("namespace", parent.namespace())
                .put("name", parent.name());
        parent.section().ifPresent(section -> ref.put("sectionName", section));
        parent.port().ifPresent(port -> ref.put("port", port));
        return ref;
    }

    private ObjectNode itself(Report.OfItself report) {
        List<String> types = report.conditions().stream().map(Condition::type).toList();
        ArrayNode conditions =
                kept("conditions", entry -> !types.contains(entry.path("type").asString("")));
        report.conditions().forEach(condition -> conditions.add(condition(condition, status)));
        ObjectNode said = JSON.createObjectNode();
        said.set("conditions", conditions);
        report.target()
                .ifPresent(target -> said.putObject("targetRef")
                        .put("group", target.group())
                        .put("kind", target.kind())
                        .put("name", target.name()));
        return said;
    }

    private ObjectNode condition(Condition condition, JsonNode before) {
        String holds = condition.holds() ? "True" : "False";
        String since = stream(before.path("conditions"))
                .filter(entry -> entry.path("type").asString("").equals(condition.type())
                        && entry.path("status").asString("").equals(holds))
                .map(entry -> entry.path("lastTransitionTime").asString(now))
                .findFirst()
                .orElse(now);
        return JSON.createObjectNode()
                .put("type", condition.type())
                .put("status", holds)
                .put("reason", condition.reason())
                .put("message", condition.message())
                .put("lastTransitionTime", since);
    }

    private ArrayNode kept(String list, Predicate<JsonNode> theirs) {
        ArrayNode kept = JSON.createArrayNode();
        stream(status.path(list)).filter(theirs).forEach(kept::add);
        return kept;
    }

    private static boolean isOurs(JsonNode entry) {
        return entry.path("controllerName").asString("").equals(ParentStatus.CONTROLLER);
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}

package io.weft.destination.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.statuses.Report;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StatusMergeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final String THEIRS =
            "{\"controllerName\":\"example.com/theirs\",\"parentRef\":{\"name\":\"edge\"},\"conditions\":[]}";
    private static final ResourceId ROUTE = new ResourceId(ResourceKind.HTTP_ROUTE, "shop", "web");
    private static final ResourceId LIMIT = new ResourceId(ResourceKind.RATE_LIMIT, "shop", "calm");

    @Test
    void entriesOfOthersStayAndOursCarryTheReference() {
        assertThat(merged("{\"parents\":[" + THEIRS + "]}", route(true)))
                .hasValue("{\"parents\":[" + THEIRS + "," + ours("True", "2026-03-01T12:00:00Z") + "]}");
    }

    @Test
    void entriesOfOursThatAreNotWantedGo() {
        assertThat(merged(
                        "{\"parents\":[" + ours("True", "2026-01-01T00:00:00Z") + "," + THEIRS + "]}",
                        new Report.OfParents(ROUTE, List.of())))
                .hasValue("{\"parents\":[" + THEIRS + "]}");
    }

    @Test
    void conditionThatIsWhatItWasKeepsItsTime() {
        String before = ours("True", "2026-01-01T00:00:00Z").replace("\"message\":\"\"", "\"message\":\"old\"");
        assertThat(merged("{\"parents\":[" + before + "]}", route(true)))
                .hasValue("{\"parents\":[" + ours("True", "2026-01-01T00:00:00Z") + "]}");
    }

    @Test
    void conditionThatTurnsGetsANewTime() {
        assertThat(merged("{\"parents\":[" + ours("True", "2026-01-01T00:00:00Z") + "]}", route(false)))
                .hasValue("{\"parents\":[" + ours("False", "2026-03-01T12:00:00Z") + "]}");
    }

    @Test
    void statusThatSaysItAllNeedsNothing() {
        assertThat(merged("{\"parents\":[" + THEIRS + "," + ours("True", "2026-01-01T00:00:00Z") + "]}", route(true)))
                .isEmpty();
    }

    @Test
    void conditionsOfOtherTypesStayAndTheTargetIsNamed() {
        Report accepted = new Report.OfItself(
                LIMIT,
                Optional.of(new Report.Target("policy.linkerd.io", "Server", "web")),
                List.of(new Condition("Accepted", true, "Accepted", "")));
        assertThat(merged("{\"conditions\":[{\"type\":\"Known\",\"status\":\"True\"}]}", accepted))
                .hasValue("{\"conditions\":[{\"type\":\"Known\",\"status\":\"True\"},"
                        + "{\"type\":\"Accepted\",\"status\":\"True\",\"reason\":\"Accepted\",\"message\":\"\","
                        + "\"lastTransitionTime\":\"2026-03-01T12:00:00Z\"}],"
                        + "\"targetRef\":{\"group\":\"policy.linkerd.io\",\"kind\":\"Server\",\"name\":\"web\"}}");
    }

    private static Optional<String> merged(String status, Report report) {
        return new StatusMerge(JsonMapper.shared().readTree("{\"status\":" + status + "}"), NOW)
                .merged(report)
                .map(Object::toString);
    }

    private static Report route(boolean holds) {
        return new Report.OfParents(
                ROUTE,
                List.of(new ParentStatus(
                        new ParentRef("core", "Service", "shop", "web", Optional.empty(), OptionalInt.of(80)),
                        List.of(new Condition("Accepted", holds, "Because", "")))));
    }

    private static String ours(String status, String since) {
        return "{\"controllerName\":\"linkerd.io/policy-controller\","
                + "\"parentRef\":{\"group\":\"core\",\"kind\":\"Service\",\"namespace\":\"shop\",\"name\":\"web\",\"port\":80},"
                + "\"conditions\":[{\"type\":\"Accepted\",\"status\":\"" + status + "\",\"reason\":\"Because\","
                + "\"message\":\"\",\"lastTransitionTime\":\"" + since + "\"}]}";
    }
}

package io.weft.cli.viz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.machine.MachineException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Questions to viz-service, and its answers as records.
 *
 * @see "viz, 3 and 5.1"
 */
public final class Viz {
    private final VizApi api;

    public Viz(VizApi api) {
        this.api = api;
    }

    private record EdgesAnswer(Edges ok) {}

    private record Edges(List<Edge> edges) {}

    private record RoutesAnswer(Routes ok) {}

    private record Routes(List<RouteTable> routes) {}

    private record AuthzAnswer(Ok ok) {
        private record Ok(AuthzTable statTable) {}

        private record AuthzTable(AuthzGroup podGroup) {}

        private record AuthzGroup(List<AuthzRow> rows) {}
    }

    private record InboundAnswer(InboundRows ok) {
        private record InboundRows(List<RouteRow.Inbound> rows) {}
    }

    private record OutboundAnswer(OutboundRows ok) {
        private record OutboundRows(List<RouteRow.Outbound> rows) {}
    }

    private record GatewaysAnswer(GatewayTables ok) {
        private record GatewayTables(GatewayTable gatewaysTable) {}

        private record GatewayTable(List<GatewayRow> rows) {}
    }

    private record StatAnswer(StatTables ok) {
        private record StatTables(List<StatTable> statTables) {}

        private record StatTable(PodGroup podGroup) {}

        private record PodGroup(List<StatRow> rows) {}
    }

    /** {@code parameters} are those of {@code /api/edges}; empty ones are left out. */
    public List<Edge> edges(SequencedMap<String, String> parameters) {
        return read("/api/edges", parameters, EdgesAnswer.class).ok().edges();
    }

    /** {@code parameters} are those of {@code /api/gateways}; empty ones are left out. */
    List<GatewayRow> gateways(SequencedMap<String, String> parameters) {
        return read("/api/gateways", parameters, GatewaysAnswer.class)
                .ok()
                .gatewaysTable()
                .rows();
    }

    /** {@code parameters} are those of {@code /api/stat}; empty ones are left out. */
    List<StatRow> stat(SequencedMap<String, String> parameters) {
        return read("/api/stat", parameters, StatAnswer.class).ok().statTables().stream()
                .flatMap(table -> table.podGroup().rows().stream())
                .toList();
    }

    /** {@code parameters} are those of {@code /api/authz}; empty ones are left out. */
    List<AuthzRow> authz(SequencedMap<String, String> parameters) {
        return read("/api/authz", parameters, AuthzAnswer.class)
                .ok()
                .statTable()
                .podGroup()
                .rows();
    }

    /** {@code parameters} are those of {@code /api/routes}; empty ones are left out. */
    List<RouteTable> routes(SequencedMap<String, String> parameters) {
        return read("/api/routes", parameters, RoutesAnswer.class).ok().routes();
    }

    /** {@code parameters} are those of {@code /api/stat-inbound}; empty ones are left out. */
    List<RouteRow.Inbound> inbound(SequencedMap<String, String> parameters) {
        return read("/api/stat-inbound", parameters, InboundAnswer.class).ok().rows();
    }

    /** {@code parameters} are those of {@code /api/stat-outbound}; empty ones are left out. */
    List<RouteRow.Outbound> outbound(SequencedMap<String, String> parameters) {
        return read("/api/stat-outbound", parameters, OutboundAnswer.class).ok().rows();
    }

    private <T> T read(String path, Map<String, String> parameters, Class<T> type) {
        String query = parameters.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        String answer = api.get(query.isEmpty() ? path : path + "?" + query);
        try {
            return JsonMapper.shared().readValue(answer, type);
        } catch (JacksonException e) {
            throw new MachineException(
                    "viz-service answered something else than expected: is it of another version?", e);
        }
    }
}

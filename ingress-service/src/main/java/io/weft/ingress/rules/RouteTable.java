package io.weft.ingress.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All rules. The closest host goes first, then the exact path, then the longest; who has no rule gets the default. */
public final class RouteTable {
    private static final RouteTable EMPTY = new RouteTable(HostMap.empty(), Optional.empty(), 0);

    private final HostMap<List<Rule>> hosts;
    private final Optional<Route> fallback;
    private final int size;

    record Rule(PathRule path, Route route) {}

    private RouteTable(HostMap<List<Rule>> hosts, Optional<Route> fallback, int size) {
        this.hosts = hosts;
        this.fallback = fallback;
        this.size = size;
    }

    /** No rule at all. */
    public static RouteTable empty() {
        return EMPTY;
    }

    /** @param rules by host; of two for the same path the first stands */
    static RouteTable of(Map<String, List<Rule>> rules, Optional<Route> fallback) {
        Map<String, List<Rule>> sorted = rules.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        host -> host.getValue().stream()
                                .sorted(Comparator.comparing(Rule::path, PathRule.BEST_FIRST))
                                .toList()));
        int size = sorted.values().stream().mapToInt(List::size).sum();
        return new RouteTable(HostMap.of(sorted), fallback, size);
    }

    /**
     * Where a request goes.
     *
     * @param host in lower case, without a port
     * @param path without a query
     */
    public Optional<Route> find(String host, String path) {
        for (List<Rule> rules : hosts.all(host)) {
            for (Rule rule : rules) {
                if (rule.path().matches(path)) {
                    return Optional.of(rule.route());
                }
            }
        }
        return fallback;
    }

    /** How many rules there are, without the default. */
    public int size() {
        return size;
    }
}

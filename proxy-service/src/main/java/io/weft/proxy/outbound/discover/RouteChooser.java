package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import io.weft.proxy.outbound.discover.RouteDraft.Choice;
import io.weft.proxy.outbound.discover.RouteDraft.Filter;
import io.weft.proxy.outbound.discover.RouteDraft.Rule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Settles for one backend where a policy may name many: of the first rule that takes everything, else of the first rule; and
 * of its backends the first with a weight. Says so where that is less than what was asked for.
 *
 * @param warnings takes one sentence naming the parent
 */
record RouteChooser(ResourceRef parent, Consumer<String> warnings) {
    private record Candidate(RouteDraft route, Rule rule) {
        boolean narrow() {
            return route.narrow() || rule.narrow();
        }
    }

    Route choose(List<RouteDraft> routes) {
        List<Candidate> candidates = routes.stream()
                .flatMap(route -> route.rules().stream().map(rule -> new Candidate(route, rule)))
                .toList();
        if (candidates.isEmpty()) {
            return new Route(parent, new Backend.Invalid(parent, "no route"));
        }
        Candidate chosen = candidates.stream()
                .filter(candidate -> !candidate.narrow())
                .findFirst()
                .orElse(candidates.getFirst());
        if (candidates.size() > 1 || chosen.narrow() || partly(chosen.rule())) {
            warnings.accept("of the routes of " + parent + " this version follows one backend of one rule");
        }
        return new Route(chosen.route().ref(), backend(chosen));
    }

    /** Filters that refuse win over backends, however many there are. */
    private Backend backend(Candidate candidate) {
        ResourceRef ref = candidate.route().ref();
        List<Choice> choices = candidate.rule().backends();
        Choice none = new Choice(new Backend.Invalid(ref, "the rule has no backend"), List.of(), 0);
        Choice choice = choices.stream()
                .filter(weighted -> weighted.weight() != 0)
                .findFirst()
                .orElse(choices.isEmpty() ? none : choices.getFirst());
        List<Filter> filters = Stream.concat(candidate.rule().filters().stream(), choice.filters().stream())
                .toList();
        if (filters.contains(Filter.FORBID)) {
            return new Backend.Forbidden(
                    choices.isEmpty() ? ref : choice.backend().ref());
        }
        if (filters.contains(Filter.FAIL)) {
            return new Backend.Invalid(choice.backend().ref(), "the policy fails every request");
        }
        return choice.backend();
    }

    private static boolean partly(Rule rule) {
        return rule.backends().size() > 1
                || rule.filters().contains(Filter.PASS)
                || rule.backends().stream().anyMatch(choice -> choice.filters().contains(Filter.PASS));
    }
}

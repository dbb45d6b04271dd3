package io.weft.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModuleDiagramTest {
    private static final Pattern DIAGRAM = Pattern.compile("(?ms)^```mermaid\\n(graph .*?)^```");
    private static final Pattern ARROW = Pattern.compile("(?m)^ *([a-z0-9-]+) --> ([a-z0-9-]+)$");
    private static final Pattern LONER = Pattern.compile("(?m)^ *([a-z0-9-]+)$");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern OURS = Pattern.compile("(?s)<groupId>io\\.weft</groupId>\\s*<artifactId>([^<]+)<");

    @Test
    void diagramShowsEveryModuleAndWhatItIsCompiledAgainst() {
        String diagram = diagram(Repository.text(Repository.root().resolve("docs/ARCHITECTURE.md")));

        assertThat(drawn(diagram)).isEqualTo(built(Repository.root()));
    }

    @Test
    void arrowsAndModulesOnTheirOwnAreRead() {
        assertThat(drawn(diagram("text\n```mermaid\ngraph TD\n  cli --> mesh-core\n  e2e\n```\nmore")))
                .isEqualTo(Set.of("cli --> mesh-core", "e2e"));
    }

    private static String diagram(String page) {
        return DIAGRAM.matcher(page).results().findFirst().orElseThrow().group(1);
    }

    private static Set<String> drawn(String diagram) {
        return Stream.concat(
                        ARROW.matcher(diagram).results().map(arrow -> arrow.group(1) + " --> " + arrow.group(2)),
                        LONER.matcher(diagram).results().map(loner -> loner.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Arrows of Maven's compile scope; modules which have none, neither from nor to, by their name. */
    private static Set<String> built(Path root) {
        Set<String> modules = MODULE.matcher(Repository.text(root.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> arrows = modules.stream()
                .flatMap(module ->
                        dependencies(root.resolve(module).resolve("pom.xml")).map(other -> module + " --> " + other))
                .collect(Collectors.toCollection(TreeSet::new));
        arrows.stream().flatMap(arrow -> Stream.of(arrow.split(" --> ", -1))).forEach(modules::remove);
        arrows.addAll(modules);
        return arrows;
    }

    private static Stream<String> dependencies(Path pom) {
        return DEPENDENCY
                .matcher(Repository.text(pom))
                .results()
                .map(dependency -> dependency.group(1))
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .flatMap(dependency -> OURS.matcher(dependency).results())
                .map(ours -> ours.group(1));
    }
}

package io.weft.cli.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders the command that runs one of our JVM programs in a network namespace with a view of its own.
 *
 * <p>{@code ip netns exec} gives it a private mount namespace with the mesh's names in {@code /etc/hosts}. There the shell
 * assembles a small file system from what the program needs, moves it to {@code /opt}, gives it an empty {@code /tmp}, and
 * then drops every privilege. All of them replace themselves by the next, so the process keeps its id to the end.
 *
 * <p>The {@code java} command is copied with its read permission taken away. The kernel hides memory, environment and root
 * folder of a process that runs an unreadable program from its own user too: one sidecar cannot reach another's key through
 * {@code /proc}, though both are user 2102.
 *
 * @see "one-machine, Users"
 */
final class Sandbox {
    /** Where a program that is trained leaves its cache, under {@code /opt}. */
    static final String TRAINING = "training";

    private static final String NO_PRIVILEGES = "--clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all";

    private Sandbox() {}

    /**
     * The command line.
     *
     * @param stage an empty folder
     * @param flags for the JVM, after those in {@code jvm.options}
     */
    static List<String> command(
            String namespace, Path stage, Installation installation, Program.Dist program, List<String> flags) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace, "sh", "-euc"));
        command.add(script(stage, installation, program));
        command.add("weft");
        command.addAll(List.of("@" + Program.seen("weft/jvm.options")));
        command.addAll(flags);
        command.addAll(List.of("-jar", Program.seen("weft/app.jar")));
        command.addAll(program.arguments());
        return List.copyOf(command);
    }

    /** The shell's part; the JVM's arguments are its own. Each line is a process, which a workload's start waits for. */
    static String script(Path stage, Installation installation, Program.Dist program) {
        String root = quote(stage.toString());
        Path java = installation.java(program.name());
        List<Program.Bind> binds = binds(installation, program, java);
        List<String> lines = new ArrayList<>();
        lines.add("mount -t tmpfs -o size=1m,mode=755,nosuid,nodev weft " + root);
        lines.add("mkdir"
                + binds.stream().map(bind -> " " + root + "/" + bind.name()).collect(Collectors.joining()));
        binds.forEach(bind -> lines.add("mount -o bind" + (bind.writable() ? " " : ",ro ")
                + quote(bind.source().toString()) + " " + root + "/" + bind.name()));
        lines.add("install -m 0711 " + quote(java + "/bin/java") + " " + root + "/launcher");
        lines.add("mount --bind " + root + "/launcher " + root + "/java/bin/java");
        lines.add("mount --move " + root + " " + Program.SEEN);
        lines.add("mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev weft /tmp");
        lines.add("cd /");
        lines.add("exec " + (installation.training() == null ? "" : "nice -n 19 ") + "setsid "
                + String.join(" ", identity(program.user())) + " " + NO_PRIVILEGES
                + " setpriv --pdeathsig KILL " + Program.seen("java/bin/java") + " \"$@\"");
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    /** What the program finds in its environment: what it asked for, and the little every program needs. */
    static void environment(Map<String, String> environment, Program.Dist program) {
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.putAll(program.environment());
    }

    /** Any command in a network namespace, as some user, ended with the thread that started it. */
    static List<String> hostCommand(String namespace, Program.Host program) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        command.addAll(identity(program.user()));
        command.add(groups(program));
        command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        command.addAll(program.command());
        return List.copyOf(command);
    }

    private static List<String> identity(User user) {
        return List.of("setpriv", "--reuid", Integer.toString(user.uid()), "--regid", Integer.toString(user.gid()));
    }

    private static String groups(Program.Host program) {
        if (program.user().equals(User.ROOT)) {
            return "--keep-groups";
        }
        return program.groups().isEmpty()
                ? "--clear-groups"
                : program.groups().stream().map(String::valueOf).collect(Collectors.joining(",", "--groups=", ""));
    }

    private static List<Program.Bind> binds(Installation installation, Program.Dist program, Path java) {
        List<Program.Bind> binds = new ArrayList<>(List.of(
                new Program.Bind(java, "java", false),
                new Program.Bind(installation.program(program.name()), "weft", false)));
        Path cache = installation.cache();
        if (cache != null && Files.isDirectory(cache)) {
            binds.add(new Program.Bind(cache, "cache", false));
        }
        Path training = installation.training();
        if (training != null) {
            binds.add(new Program.Bind(training.resolve(program.name()), TRAINING, true));
        }
        binds.addAll(program.binds());
        return binds;
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package io.weft.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that the proxy's image has beside the proxy, as files that Kubernetes can run: the first line of each names Java,
 * so that no shell is needed.
 */
final class BesideTheSidecar {
    private static final String HOME = "/usr/lib/weft";
    private static final String OPTIONS = HOME + "/init/program.options";

    private BesideTheSidecar() {}

    static FileEntriesLayer lay(Layer layer, Path program, Path work) throws IOException {
        Path options = Files.writeString(
                work.resolve("program.options"),
                Files.readString(program.resolve("jvm.options")) + "-jar " + HOME + "/init/app.jar\n");
        // The kernel appends the file's own path and its arguments: see InitMain.
        Path script = Files.writeString(work.resolve("program"), "#!/opt/java/bin/java @" + OPTIONS + "\n");
        layer.tree(program.resolve("lib"), HOME + "/init/lib")
                .file(program.resolve("app.jar"), HOME + "/init/app.jar")
                .file(options, OPTIONS);
        for (String name : List.of("proxy-init", "proxy-await", "network-validator")) {
            layer.program(script, HOME + "/" + name);
        }
        return layer.done();
    }
}

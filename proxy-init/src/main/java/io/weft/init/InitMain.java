package io.weft.init;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the program by whose name it was called. In the images the programs are files whose first line names {@code java} and
 * this class, so that the kernel hands over the file's path before the arguments.
 *
 * <p>Exit codes: 0 done, 64 for arguments that cannot be used, 95 where {@code network-validator} finds nothing redirected, 1 for
 * anything else that went wrong.
 */
public final class InitMain {
    private static final int UNUSABLE = 64;

    private InitMain() {}

    /**
     * Runs the program, and ends the process with its exit code.
     *
     * @param args the program's path or name, then its arguments
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            List<String> arguments = List.of(Arrays.copyOfRange(args, Math.min(1, args.length), args.length));
            switch (args.length == 0 ? "" : String.valueOf(Path.of(args[0]).getFileName())) {
                case "proxy-init" -> InitOptions.read(arguments).run(Firewall.ofSystem(), System.out::println);
                case "proxy-await" ->
                    AwaitOptions.read(arguments).run(Readiness.ofAdminPort(), InstantSource.system(), Pause.ofThread());
                case "network-validator" ->
                    ValidatorOptions.read(arguments).run(TokenServer.token(), System.out::println);
                default -> throw new UnusableException("call me proxy-init, proxy-await or network-validator");
            }
            return 0;
        } catch (UnusableException unusable) {
            System.err.println(unusable.getMessage());
            return UNUSABLE;
        } catch (InitException failed) {
            System.err.println(failed.getMessage());
            return failed.exitCode();
        }
    }
}

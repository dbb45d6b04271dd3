package io.weft.examples;

import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** {@code web | catalog | votes | load | caller}, then options. */
public final class ExampleMain {
    private static final int USAGE = 64;
    private static final String HELP = """
            usage: PROGRAM [--OPTION VALUE]...   (or EXAMPLE_OPTION in the environment, - written as _)
              web      --port 8080 --catalog HOST:PORT --votes HOST:PORT --results-silence-ms 5000
              catalog  --port 9000
              votes    --port 9000 --failure-share 0.1 --pace-ms 500
              load     --target http://HOST:PORT --rate 20 --port 8090
              caller   --target http://HOST:PORT --rate 2 --port 8090
            """;

    private ExampleMain() {}

    public static void main(String[] args) throws InterruptedException {
        settle();
        Program program;
        try {
            program = start(args);
        } catch (Options.InvalidException e) {
            System.err.println(e.getMessage() + "\n" + HELP);
            System.exit(USAGE);
            return;
        } catch (java.io.IOException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(program::close, "shutdown"));
        System.out.println(args[0] + ": listening on port " + program.port());
        new CountDownLatch(1).await(); // until a signal comes
    }

    static Program start(String... args) throws java.io.IOException {
        if (args.length == 0) {
            throw new Options.InvalidException("no program named");
        }
        Options options = Options.parse(Arrays.copyOfRange(args, 1, args.length), System.getenv());
        return switch (args[0]) {
            case "web" -> Web.start(options);
            case "catalog" -> Catalog.start(options);
            case "votes" -> Votes.start(options);
            case "load" -> Load.start(options, Load.Kind.LOAD);
            case "caller" -> Load.start(options, Load.Kind.CALLER);
            default -> throw new Options.InvalidException("no program named " + args[0]);
        };
    }

    /** Names may appear after we started; small answers must not wait for acknowledgements. */
    private static void settle() {
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }
}

package io.weft.proxy.app;

import io.weft.proxy.config.ConfigException;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyEnv;
import io.weft.proxy.transport.Listener;
import reactor.netty.ChannelBindException;

/**
 * Parse, wire, run, drain. Exit codes: 64 for an environment that cannot be used, 1 for anything else that keeps the proxy
 * from starting, 0 after a drain.
 */
public final class ProxyMain {
    private static final int FAILED = 1;

    private ProxyMain() {}

    /** Takes no arguments; the environment says everything. */
    public static void main(String[] args) {
        try {
            ProxyConfig config = ProxyEnv.read(System.getenv());
            LogSetup.apply(config.log());
            ProxyApp app = new ProxyApp(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drainAndExit(app), "drain"));
            app.start(() -> System.exit(0));
        } catch (ConfigException unusable) {
            unusable.problems().forEach(System.err::println);
            System.exit(ConfigException.EXIT_CODE);
        } catch (Listener.ListenException taken) {
            System.err.println(taken.getMessage());
            Runtime.getRuntime().halt(FAILED);
        } catch (ChannelBindException taken) {
            System.err.println("cannot listen on " + taken.localHost() + ":" + taken.localPort()
                    + ": is another proxy running here?");
            Runtime.getRuntime().halt(FAILED);
        } catch (RuntimeException failed) {
            System.err.println("the proxy cannot start: " + failed);
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** The JVM would report the signal as its exit code; a drained proxy has done what it was asked. */
    private static void drainAndExit(ProxyApp app) {
        app.drain();
        Runtime.getRuntime().halt(0);
    }
}

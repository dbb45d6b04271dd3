package io.weft.proxy.app;

import io.weft.proxy.config.ConfigException;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyEnv;
import io.weft.proxy.transport.Listener;
import java.util.logging.Handler;
import java.util.logging.Logger;
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
            LogSetup log = LogSetup.apply(config.log());
            ProxyApp app = new ProxyApp(config, log);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drainAndExit(app, log.queue()), "drain"));
            app.start(() -> System.exit(0));
        } catch (ConfigException unusable) {
            end(String.join(System.lineSeparator(), unusable.problems()), ConfigException.EXIT_CODE);
        } catch (Listener.ListenException taken) {
            end(String.valueOf(taken.getMessage()), FAILED);
        } catch (ChannelBindException taken) {
            String address = taken.localHost() + ":" + taken.localPort();
            end("cannot listen on " + address + ": is another proxy running here?", FAILED);
        } catch (RuntimeException failed) {
            end("the proxy cannot start: " + failed, FAILED);
        }
    }

    /** What was logged before comes first. Runs no hook: nothing serves yet that would have to be drained. */
    private static void end(String why, int code) {
        for (Handler log : Logger.getLogger("").getHandlers()) {
            log.flush();
        }
        System.err.println(why);
        Runtime.getRuntime().halt(code);
    }

    /** The JVM would report the signal as its exit code; a drained proxy has done what it was asked. */
    private static void drainAndExit(ProxyApp app, LogQueue log) {
        app.drain();
        log.flush();
        Runtime.getRuntime().halt(0);
    }
}
